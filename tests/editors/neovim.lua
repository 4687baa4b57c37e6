-- Neovim over stdio: diagnostics arrive, a code action's edit lands, the diagnostics go; then a taught step.
local nvim = dofile(os.getenv('TEACHBACK_EDITORS') .. '/lib/neovim.lua')

local RULE = 'contradictory-stories'

local buffer

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

nvim.step('the server starts', function()
  buffer = nvim.open('data/stories.md')
end)

nvim.step('diagnostics arrive at both ends of the contradiction', function()
  nvim.eventually('the diagnostics', function()
    return #found() == 2
  end)
  local stories = vim.tbl_map(function(diagnostic)
    return story_of(diagnostic.lnum)
  end, found())
  table.sort(stories)
  assert(vim.deep_equal(stories, { 'compare concerts', 'compare venues after a look at the concerts' }), vim.inspect(stories))
end)

nvim.step('each likely next action is a code action of its own', function()
  local titles
  choose_action(found()[2], function(items)
    titles = table.concat(vim.tbl_map(function(item)
      return item[2].title
    end, items), ' | ')
  end)
  nvim.eventually('the list of code actions', function()
    return titles
  end)
  assert(titles:find('action_show_concert_reviews', 1, true), titles)
end)

nvim.step('a code action applies, and the diagnostics go', function()
  local before = nvim.text(buffer)
  choose_action(found()[2], function(items)
    for _, item in ipairs(items) do
      if item[2].title:find('Use `?action_show_concert_reviews') then
        return item
      end
    end
  end)
  nvim.eventually('the edit', function()
    return nvim.text(buffer) ~= before
  end)
  nvim.eventually('the end of the diagnostics', function()
    return #found() == 0
  end)
end)

nvim.step('interactive learning asks by messages, and offers what users say', function()
  nvim.answers = { '/search_concerts' }
  nvim.command('teachback.interactive', { vim.uri_from_fname(nvim.project) })
  nvim.answer("The bot wants to run 'action_search_concerts', correct?", 'yes')
  local message = nvim.asked("How should 'action_search_concerts' count?")
  assert(not message:find('answers at http', 1, true), 'an action server was asked: ' .. message)
  nvim.command('teachback.say', { 'without events' })
  nvim.answer("The bot wants to run 'action_listen', correct?", 'yes')
  nvim.asked('Your input ->')
end)

nvim.step('what was taught is written at the end of the story file', function()
  nvim.answers = { 'Menu…', 'Export & Quit', 'Write ' }
  nvim.command('teachback.interactive', {})
  nvim.eventually('the story', function()
    local lines = vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
    return vim.trim(lines[#lines]) == '- action_search_concerts'
  end)
end)

nvim.step('the server stops when asked', nvim.stop)

vim.cmd('qall!')
