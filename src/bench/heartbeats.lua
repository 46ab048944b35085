-- wrk: heartbeats of 1,000 pools in random order, written out before the clock starts.
local counter = 0
local requests = {}
function setup(thread)
  thread:set("seed", counter)
  counter = counter + 1
end
function init()
  math.randomseed(os.time() + seed)
  local headers = { ["Content-Type"] = "application/json" }
  for pool = 0, 999 do
    local body = string.format('{"name":"pool-%05d"}', pool)
    requests[pool] = wrk.format("POST", "/api/worker/pool/heartbeat", headers, body)
  end
end
function request()
  return requests[math.random(0, 999)]
end
function done(summary, latency)
  local failed = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format("RESULT %.0f %.1f %d\n",
    summary.requests / summary.duration * 1e6, latency:percentile(99) / 1000, failed))
end
