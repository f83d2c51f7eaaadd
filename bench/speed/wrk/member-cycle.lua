-- The owner adds a member, the member accepts, the owner removes it: three requests, then the next image. Each thread must have one
-- connection, so that the steps come in order, and has images of its own. The step goes on when an answer comes, not when a request is
-- made: wrk also makes one just to look at it.
dofile(os.getenv('BENCH_LUA') .. '/report.lua')

local thread_count = tonumber(os.getenv('BENCH_THREADS'))
local member = os.getenv('BENCH_MEMBER')
local cycles, at, step = {}, 1, 1

local made = 0
function setup(thread)
  thread:set('thread_number', made)
  made = made + 1
end

function init()
  local as_owner = { ['X-Auth-Token'] = os.getenv('BENCH_TOKEN'), ['Content-Type'] = 'application/json' }
  local as_member = { ['X-Auth-Token'] = os.getenv('BENCH_MEMBER_TOKEN'), ['Content-Type'] = 'application/json' }
  local line = 0
  for path in io.lines(os.getenv('BENCH_PATHS')) do
    if line % thread_count == thread_number then
      cycles[#cycles + 1] = {
        wrk.format('POST', path, as_owner, '{"member":"' .. member .. '"}'),
        wrk.format('PUT', path .. '/' .. member, as_member, '{"status":"accepted"}'),
        wrk.format('DELETE', path .. '/' .. member, { ['X-Auth-Token'] = os.getenv('BENCH_TOKEN') }),
      }
    end
    line = line + 1
  end
end

function request()
  return cycles[at][step]
end

function response(status)
  step = step + 1
  -- After a refusal the rest of the cycle would be refused too.
  if step > 3 or status >= 400 then
    step = 1
    at = at % #cycles + 1
  end
end
