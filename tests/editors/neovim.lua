-- Neovim over stdio: diagnostics arrive, a code action's edit lands, the diagnostics go.
-- nvim --headless --clean -S neovim.lua, with the project in TEACHBACK_PROJECT and the interpreter in TEACHBACK_PYTHON.
local RULE = 'contradictory-stories'
local PATIENCE = 60000

local project = os.getenv('TEACHBACK_PROJECT')
local python = os.getenv('TEACHBACK_PYTHON')
local report = os.getenv('TEACHBACK_STEPS')

local function note(name, failure)
  io.stdout:write((failure and '  FAILED  ' or '  ok  ') .. name .. '\n' .. (failure and failure .. '\n' or ''))
  if report then
    vim.fn.writefile({ vim.fn.json_encode({ name = 'neovim: ' .. name, failure = failure }) }, report, 'a')
  end
end

local function step(name, body)
  local ok, failure = xpcall(body, debug.traceback)
  note(name, not ok and tostring(failure) or nil)
  if not ok then
    vim.cmd('cquit 1')
  end
end

local function eventually(what, condition)
  assert(vim.wait(PATIENCE, condition, 50), what .. ' did not happen')
end

local buffer, client

local function found()
  return vim.tbl_filter(function(diagnostic)
    return diagnostic.code == RULE
  end, vim.diagnostic.get(buffer))
end

local function story_of(line)
  for number = line, 0, -1 do
    local text = vim.api.nvim_buf_get_lines(buffer, number, number + 1, false)[1]
    if vim.startswith(text, '##') then
      return vim.trim(text:gsub('^#+', ''))
    end
  end
end

-- The code actions at a diagnostic, and what to do with them, as the menu of an editor would.
local function choose_action(diagnostic, choose)
  vim.api.nvim_win_set_cursor(0, { diagnostic.lnum + 1, diagnostic.col })
  vim.ui.select = function(items, _, take)
    local item = choose(items)
    take(item)
  end
  vim.lsp.buf.code_action({ context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics(buffer, diagnostic.lnum) } })
end

step('the server starts', function()
  vim.cmd('edit ' .. vim.fn.fnameescape(project .. '/data/stories.md'))
  buffer = vim.api.nvim_get_current_buf()
  client = vim.lsp.start_client({
    name = 'teachback',
    cmd = { python, '-m', 'teachback', 'lsp' },
    root_dir = project,
    workspace_folders = { { uri = vim.uri_from_fname(project), name = 'project' } },
  })
  assert(client, 'the client did not start')
  eventually('the answer to initialize', function()
    local started = vim.lsp.get_client_by_id(client)
    return started and started.initialized
  end)
  vim.lsp.buf_attach_client(buffer, client)
end)

step('diagnostics arrive at both ends of the contradiction', function()
  eventually('the diagnostics', function()
    return #found() == 2
  end)
  local stories = vim.tbl_map(function(diagnostic)
    return story_of(diagnostic.lnum)
  end, found())
  table.sort(stories)
  assert(vim.deep_equal(stories, { 'compare concerts', 'compare venues after a look at the concerts' }), vim.inspect(stories))
end)

step('each likely next action is a code action of its own', function()
  local titles
  choose_action(found()[2], function(items)
    titles = table.concat(vim.tbl_map(function(item)
      return item[2].title
    end, items), ' | ')
  end)
  eventually('the list of code actions', function()
    return titles
  end)
  assert(titles:find('action_show_concert_reviews', 1, true), titles)
end)

step('a code action applies, and the diagnostics go', function()
  local before = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')
  choose_action(found()[2], function(items)
    for _, item in ipairs(items) do
      if item[2].title:find('Use `?action_show_concert_reviews') then
        return item
      end
    end
  end)
  eventually('the edit', function()
    return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n') ~= before
  end)
  eventually('the end of the diagnostics', function()
    return #found() == 0
  end)
end)

-- What a person picks from the list that Neovim makes of a message: the line that begins with the next answer, else none.
local answers, shown = {}, {}
vim.fn.inputlist = function(lines)
  table.insert(shown, lines[1])
  local wanted = table.remove(answers, 1)
  for number, line in ipairs(lines) do
    if wanted and line:match('^%d+%. (.*)') and vim.startswith(line:match('^%d+%. (.*)'), wanted) then
      return number - 2
    end
  end
  return 0
end

local function command(name, arguments)
  vim.lsp.buf.execute_command({ command = name, arguments = arguments })
end

local function asked(words)
  eventually('the question ' .. words, function()
    return shown[#shown] and shown[#shown]:find(words, 1, true)
  end)
end

step('interactive learning asks by messages, and offers what users say', function()
  answers = { '/search_concerts' }
  command('teachback.interactive', { vim.uri_from_fname(project) })
  asked("The bot wants to run 'action_search_concerts', correct?")
  command('teachback.say', { 'yes' })
  asked("How should 'action_search_concerts' count?")
  assert(not shown[#shown]:find('answers at http', 1, true), 'an action server was asked: ' .. shown[#shown])
  command('teachback.say', { 'without events' })
  asked("The bot wants to run 'action_listen', correct?")
  command('teachback.say', { 'yes' })
  asked('Your input ->')
end)

step('what was taught is written at the end of the story file', function()
  answers = { 'Menu…', 'Export & Quit', 'Write ' }
  command('teachback.interactive', {})
  eventually('the story', function()
    local lines = vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
    return vim.trim(lines[#lines]) == '- action_search_concerts'
  end)
end)

step('the server stops when asked', function()
  vim.lsp.get_client_by_id(client).stop()
  eventually('the end of the server', function()
    return vim.lsp.get_client_by_id(client) == nil
  end)
end)

vim.cmd('qall!')
