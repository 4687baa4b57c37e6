-- Neovim over stdio: the restaurant form taught by messages, with /stop, the way back, and whether the answer is validated.
local nvim = dofile(os.getenv('TEACHBACK_EDITORS') .. '/lib/neovim.lua')

local FORM = "The bot wants to run 'restaurant_form', correct?"
local LISTEN = "The bot wants to run 'action_listen', correct?"
local VALIDATED = "Should 'restaurant_form' validate user input to fill the slot 'outdoor_seating'?"
local WARNING = 'WARNING: FormPolicy predicted no form validation based on previous training stories.'
local SAYS_NO = '## stop, but continue'
local INPUT = 'Your input ->'
local TAUGHT = [[

## request_restaurant, inform, stop, affirm
* request_restaurant
    - restaurant_form
    - form{"name": "restaurant_form"}
    - slot{"requested_slot": "cuisine"}
* form: inform{"cuisine": "greek"}
    - slot{"cuisine": "greek"}
    - form: restaurant_form
    - slot{"cuisine": "greek"}
    - slot{"requested_slot": "num_people"}
* form: inform{"number": "3"}
    - form: restaurant_form
    - slot{"num_people": "3"}
    - slot{"requested_slot": "outdoor_seating"}
* stop
    - utter_ask_continue
    - action_listen
* form: affirm
    - restaurant_form
    - slot{"outdoor_seating": true}
    - form{"name": null}
    - slot{"requested_slot": null}
    - utter_slots_values]]

local buffer, original

-- The lines of the story that says no: the first, and the one after the last.
local function lines_of_the_story()
  local lines = vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
  for first, line in ipairs(lines) do
    if line == SAYS_NO then
      for last = first + 1, #lines do
        if vim.startswith(lines[last], '## ') then
          return first - 1, last - 1
        end
      end
    end
  end
end

nvim.step('the form is filled, turn by turn', function()
  buffer = nvim.open('data/stories.md')
  original = nvim.text(buffer)
  nvim.command('teachback.interactive', { vim.uri_from_fname(nvim.project) })
  nvim.answer(INPUT, '/request_restaurant')
  nvim.answer(FORM, 'yes')
  nvim.answer(LISTEN, 'yes')
  for _, message in ipairs({ '/inform{"cuisine": "greek"}', '/inform{"number": "3"}' }) do
    nvim.answer(INPUT, message)
    nvim.answer(FORM, 'yes')
    nvim.answer(LISTEN, 'yes')
  end
end)

nvim.step('/stop leaves the form, and the bot asks whether to continue', function()
  nvim.answer(INPUT, '/stop')
  nvim.answer(FORM, 'no')
  nvim.answer('What is the next action of the bot?', 'utter_ask_continue')
  local message = nvim.asked(LISTEN)
  assert(message:find('Do you want to continue?', 1, true), message)
  nvim.command('teachback.say', { 'yes' })
end)

nvim.step('back in the form, it is asked whether the answer is validated; it warns of the story that says no', function()
  nvim.answer(INPUT, '/affirm')
  nvim.answer(FORM, 'yes')
  nvim.answer(VALIDATED, 'yes')
  local message = nvim.asked(WARNING)
  assert(message:find('"stop, but continue" (stories.md:83)', 1, true), message)
end)

nvim.step('it goes on by itself once the story is taken out of the buffer', function()
  local first, last = lines_of_the_story()
  vim.api.nvim_buf_set_lines(buffer, first, last, false, {})
  local message = nvim.asked("The bot wants to run 'utter_slots_values', correct?")
  assert(message:find('No story says so any more.', 1, true), message)
  nvim.command('teachback.say', { 'yes' })
  nvim.asked(LISTEN)
end)

nvim.step('the export writes the happy turns with their prefix, and nothing else changes', function()
  local rest = nvim.text(buffer)
  assert(#rest < #original, 'the story is still there')
  nvim.answers = { 'Menu…', 'Export & Quit', 'Write ' }
  nvim.command('teachback.interactive', {})
  nvim.eventually('the story', function()
    return nvim.text(buffer) ~= rest
  end)
  assert(nvim.text(buffer) == rest .. '\n' .. TAUGHT, nvim.text(buffer))
end)

nvim.step('the server stops when asked', nvim.stop)

vim.cmd('qall!')
