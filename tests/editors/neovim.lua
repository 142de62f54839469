-- Neovim as a client of `prepbook lsp`: run by run.sh, in a handbook that it makes. It prints each result, and ends with
-- an exit code other than 0 if one is wrong.

local patience = 60000
local failed = false

local function check(what, is_right, found)
  io.stdout:write((is_right and "ok    " or "WRONG ") .. what .. ": " .. vim.inspect(found):gsub("%s+", " ") .. "\n")
  failed = failed or not is_right
end

local function finish()
  vim.cmd(failed and "cquit 1" or "qall!")
end

-- Errors of the script would leave Neovim open.
local function run()
  vim.cmd("edit " .. vim.fn.fnameescape(vim.env.HANDBOOK .. "/content/my plan.md"))
  local id = vim.lsp.start_client({
    name = "prepbook",
    cmd = { vim.env.PREPBOOK, "lsp" },
    root_dir = vim.env.HANDBOOK,
  })
  vim.lsp.buf_attach_client(0, id)

  local function problems()
    local lines = {}
    for _, problem in ipairs(vim.diagnostic.get(0)) do
      table.insert(lines, ("%d:%d %s"):format(problem.lnum, problem.col, problem.message:match("[^\n]*")))
    end
    table.sort(lines)
    return lines
  end

  local function wait_for(count)
    vim.wait(patience, function()
      return #vim.diagnostic.get(0) == count
    end, 20)
  end

  -- The answer to a request about the cursor, which is set to a line and a byte, from 1 and 0.
  local function ask(method, line, column)
    vim.api.nvim_win_set_cursor(0, { line, column })
    local params = vim.lsp.util.make_position_params(0, "utf-16")
    if method == "textDocument/codeAction" then
      params.range = { start = params.position, ["end"] = params.position }
      params.context = { diagnostics = {} }
    end
    local answers = vim.lsp.buf_request_sync(0, method, params, patience) or {}
    local answer = answers[id] or {}
    if not answer.result then
      error(method .. ": " .. vim.inspect(answer))
    end
    return answer.result
  end

  -- Columns are bytes in Neovim, after an emoji of two units in the protocol.
  wait_for(1)
  check("diagnostics", vim.deep_equal(problems(), { "6:11 `Guide` not found; the link is shown as not yet written" }), problems())

  local symbols = ask("textDocument/documentSymbol", 1, 0)
  local names = {}
  for _, week in ipairs(symbols) do
    for _, day in ipairs(week.children) do
      table.insert(names, week.name .. " / " .. day.name .. " / " .. day.detail)
    end
  end
  check("symbols", vim.deep_equal(names, { "Week 1: Begin / Monday / 1 h, 1 task" }), names)

  local hover = ask("textDocument/hover", 5, 6)
  check("hover", hover.contents.value:find("1 h, 1 task", 1, true) ~= nil, hover.contents.value)

  local actions = ask("textDocument/codeAction", 7, 20)
  local titles = vim.tbl_map(function(action)
    return action.title
  end, actions)
  check("code actions", titles[1] == "Replace `Guide` with `guide.md`", titles)
  vim.lsp.util.apply_workspace_edit(actions[1].edit, "utf-16")
  local line = vim.api.nvim_buf_get_lines(0, 6, 7, true)[1]
  check("the fixed line", line == "- [ ] 🎯 [ä](guide.md)", line)
  wait_for(0)
  check("diagnostics after the fix", #problems() == 0, problems())

  -- As a user types at the end of the text, without saving.
  vim.api.nvim_buf_set_lines(0, -1, -1, true, { "", "See 🎯 [it](gui" })
  local items = ask("textDocument/completion", 9, 17)
  local words = vim.tbl_map(function(item)
    return item.textEdit.newText
  end, items)
  check("completion", vim.tbl_contains(words, "guide.md"), words)
  vim.api.nvim_buf_set_lines(0, 8, 9, true, { "See 🎯 [it](gone.md)" })
  wait_for(1)
  check("diagnostics of unsaved text", problems()[1]:match("^8:9 `gone.md` not found") ~= nil, problems())

  vim.lsp.stop_client(id)
  local stopped = vim.wait(patience, function()
    return vim.lsp.get_client_by_id(id) == nil
  end, 20)
  check("the server ends", stopped, stopped)
end

local is_run, why = pcall(run)
if not is_run then
  check("the script", false, why)
end
finish()
