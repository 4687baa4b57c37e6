-- What a person does in Neovim, and how a step of a suite is noted. Nothing here knows a project.
local PATIENCE = 60000

local report = os.getenv('TEACHBACK_STEPS')
local suite = os.getenv('TEACHBACK_SUITE')

local M = { project = os.getenv('TEACHBACK_PROJECT') }

local function note(name, failure)
  io.stdout:write((failure and '  FAILED  ' or '  ok  ') .. name .. '\n' .. (failure and failure .. '\n' or ''))
  if report then
    vim.fn.writefile({ vim.fn.json_encode({ name = suite .. ': ' .. name, failure = failure }) }, report, 'a')
  end
end

-- One named step. A failure ends the suite.
function M.step(name, body)
  local ok, failure = xpcall(body, debug.traceback)
  note(name, not ok and tostring(failure) or nil)
  if not ok then
    vim.cmd('cquit 1')
  end
end

function M.eventually(what, condition)
  assert(vim.wait(PATIENCE, condition, 50), what .. ' did not happen')
end

-- Opens a file of the project with the server beside it; the buffer.
function M.open(file)
  vim.cmd('edit ' .. vim.fn.fnameescape(M.project .. '/' .. file))
  local buffer = vim.api.nvim_get_current_buf()
  M.client = vim.lsp.start_client({
    name = 'teachback',
    cmd = { os.getenv('TEACHBACK_PYTHON'), '-m', 'teachback', 'lsp' },
    root_dir = M.project,
    workspace_folders = { { uri = vim.uri_from_fname(M.project), name = 'project' } },
  })
  assert(M.client, 'the client did not start')
  M.eventually('the answer to initialize', function()
    local started = vim.lsp.get_client_by_id(M.client)
    return started and started.initialized
  end)
  vim.lsp.buf_attach_client(buffer, M.client)
  return buffer
end

function M.stop()
  vim.lsp.get_client_by_id(M.client).stop()
  M.eventually('the end of the server', function()
    return vim.lsp.get_client_by_id(M.client) == nil
  end)
end

function M.text(buffer)
  return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')
end

function M.command(name, arguments)
  vim.lsp.buf.execute_command({ command = name, arguments = arguments })
end

-- What a person picks from the list that Neovim makes of a message: the line that begins with the next answer, else none.
M.answers = {}
local shown, seen = {}, 0
vim.fn.inputlist = function(lines)
  table.insert(shown, lines[1])
  local wanted = table.remove(M.answers, 1)
  for number, line in ipairs(lines) do
    if wanted and line:match('^%d+%. (.*)') and vim.startswith(line:match('^%d+%. (.*)'), wanted) then
      return number - 2
    end
  end
  return 0
end

-- Waits for a question with these words, newer than the last that was waited for; its whole message.
function M.asked(words)
  M.eventually('the question ' .. words, function()
    return #shown > seen and shown[#shown]:find(words, 1, true)
  end)
  seen = #shown
  return shown[seen]
end

-- Waits for a question and answers it with what a person types.
function M.answer(words, text)
  M.asked(words)
  M.command('teachback.say', { text })
end

return M
