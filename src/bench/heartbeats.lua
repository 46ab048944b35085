-- wrk: heartbeats of 1,000 pools in random order.
local counter = 0
function setup(thread)
  thread:set("seed", counter)
  counter = counter + 1
end
function init()
  math.randomseed(os.time() + seed)
end
function request()
  local body = string.format('{"name":"pool-%05d"}', math.random(0, 999))
  return wrk.format("POST", "/api/worker/pool/heartbeat", { ["Content-Type"] = "application/json" }, body)
end
function done(summary, latency)
  local failed = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format("RESULT %.0f %.1f %d\n",
    summary.requests / summary.duration * 1e6, latency:percentile(99) / 1000, failed))
end
