-- Opens a story in Neovim, waits for the contradiction, takes a quick fix and a likely action, and prints what became
-- of the text. Run by test_neovim.py: TEACHBACK_PYTHON, TEACHBACK_ROOT and TEACHBACK_FILE say what to use.
local ok, problem = pcall(function()
  local title = os.getenv('TEACHBACK_TITLE')
  vim.cmd('edit ' .. os.getenv('TEACHBACK_FILE'))
  local buffer = vim.api.nvim_get_current_buf()
  local id = vim.lsp.start_client({
    name = 'teachback',
    cmd = { os.getenv('TEACHBACK_PYTHON'), '-m', 'teachback', 'lsp' },
    root_dir = os.getenv('TEACHBACK_ROOT'),
  })
  vim.lsp.buf_attach_client(buffer, id)
  local function contradiction()
    for _, each in ipairs(vim.diagnostic.get(buffer)) do
      if each.code == 'contradictory-stories' then return each end
    end
  end
  assert(vim.wait(60000, contradiction, 20), 'no diagnostics')
  local found = contradiction()
  print('found ' .. found.lnum .. ':' .. found.col .. '\n')
  vim.api.nvim_win_set_cursor(0, { found.lnum + 1, found.col })
  local offered = {}
  vim.ui.select = function(items, _, choose) -- stands in for the menu
    for index, item in ipairs(items) do
      offered[#offered + 1] = item[2].title
      if vim.startswith(item[2].title, title) then return choose(item, index) end
    end
    choose(nil)
  end
  vim.lsp.buf.code_action()
  assert(vim.wait(60000, function() return #offered > 0 end, 20), 'no code actions')
  assert(vim.wait(60000, function() return not contradiction() end, 20), 'still there; ' .. vim.inspect(offered))
  print('text ' .. table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '|') .. '\n')
  for _, message in ipairs(vim.split(vim.fn.execute('messages'), '\n')) do
    assert(not message:find('Error'), message)
  end
end)
if not ok then print('FAILED ' .. tostring(problem) .. '\n') end
vim.cmd(ok and 'qall!' or 'cquit 1')
