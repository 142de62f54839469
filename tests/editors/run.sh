#!/bin/sh
# Tests the language server with editors: `sh tests/editors/run.sh target/debug/prepbook`. Needs Neovim 0.7 or newer.
set -eu
PREPBOOK=$(realpath "$1")
here=$(dirname "$(realpath "$0")")
HANDBOOK=$(mktemp -d)
trap 'rm -rf "$HANDBOOK"' EXIT
export PREPBOOK HANDBOOK

mkdir "$HANDBOOK/content"
echo 'title: Test' >"$HANDBOOK/handbook.yaml"
printf '# Plan\n\n## Week 1: Begin\n\n### Monday (1 hour)\n\n- [ ] 🎯 [ä](Guide)\n' >"$HANDBOOK/content/my plan.md"
printf '# Guide\n\n[back](my%%20plan.md)\n' >"$HANDBOOK/content/guide.md"

# It must end by itself; the limit is for a server or a client that hangs.
XDG_STATE_HOME="$HANDBOOK/state" timeout 300 \
    nvim --headless --clean -n -c "luafile $here/neovim.lua" 2>&1
