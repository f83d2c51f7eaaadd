-- GET of one path after another, round and round.
dofile(os.getenv('BENCH_LUA') .. '/report.lua')

local requests, at = {}, 0

function init()
  local headers = { ['X-Auth-Token'] = os.getenv('BENCH_TOKEN'), ['Accept'] = 'application/json' }
  for path in io.lines(os.getenv('BENCH_PATHS')) do
    requests[#requests + 1] = wrk.format('GET', path, headers)
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end
