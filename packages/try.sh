#!/bin/sh
# Builds the packages of this machine's platform from the release build, installs each in an empty folder, and runs it.
# With a target, such as x86_64-unknown-linux-gnu, it packs the release build for that target.
#
#   cargo build --release && sh packages/try.sh
#   RUSTFLAGS='-C target-feature=+crt-static' sh packages/try.sh x86_64-unknown-linux-gnu   # also in an empty root folder
#
# It needs Python with venv, and Node.js.
set -eu
cd "$(dirname "$0")/.."

target=${1:-}
host=$(rustc -vV | sed -n 's/^host: //p')
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
built="target/${target:+$target/}release/prepbook"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Builds a page with the command `$@`, in a new folder `$handbook`.
first_page() {
    "$@" init --quiet "$handbook"
    "$@" build --quiet "$handbook"
    test -s "$handbook/output/index.html"
}

# Asserts that a command has the version of Cargo.toml.
has_version() {
    test "$("$@" --version)" = "prepbook $version"
}

echo '-- Python wheel'
python3 -m venv "$work/tools"
"$work/tools/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: --require-hashes \
    --requirement packages/pypi/requirements.txt
# The same profile and flags as the release build, so nothing is compiled again.
(
    cd packages/pypi
    "$work/tools/bin/maturin" build --release --locked --quiet --compatibility linux --auditwheel skip \
        ${target:+--target "$target"} --out "$work/wheels"
)
python3 -m venv "$work/venv"
begun=$(date +%s)
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --no-index "$work"/wheels/*.whl
handbook="$work/by-pip"
first_page "$work/venv/bin/prepbook"
echo "from pip install to the first page: $(($(date +%s) - begun)) s"
has_version "$work/venv/bin/prepbook"

echo '-- npm packages'
node packages/npm/pack.js "${target:-$host}" "$built" "$work/npm/platform"
node packages/npm/pack.js main "$work/npm/main"
mkdir "$work/project"
npm pack --silent "$work/npm/platform" "$work/npm/main" --pack-destination "$work/project" >"$work/packed"
(
    cd "$work/project"
    # The packages of other platforms are optional, and not in the registry yet.
    npm install --silent --offline --no-audit --no-fund ./prepbook-[!0-9]*.tgz ./prepbook-[0-9]*.tgz
)
handbook="$work/by-npm"
first_page "$work/project/node_modules/.bin/prepbook"
has_version "$work/project/node_modules/.bin/prepbook"

if [ -n "$target" ] && ldd "$built" 2>&1 | grep -Eq 'statically linked|not a dynamic executable'; then
    echo '-- Static binary, in a folder with nothing else but /dev/random and /dev/urandom, which containers have'
    mkdir -p "$work/root/dev"
    cp "$built" "$work/root/prepbook"
    touch "$work/root/dev/random" "$work/root/dev/urandom"
    # shellcheck disable=SC2016
    unshare --user --map-root-user --mount sh -euc '
        mount --bind /dev/random "$1/dev/random"
        mount --bind /dev/urandom "$1/dev/urandom"
        chroot "$1" /prepbook init --quiet /handbook
        chroot "$1" /prepbook build --quiet /handbook
    ' sh "$work/root"
    test -s "$work/root/handbook/output/index.html"
fi
echo 'All packages work'
