-- What peers.sh asks etcd: `put` writes one of a thousand keys, `keepalive LEASE` renews one lease.
local numbers = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

function init(args)
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  lease = args[2]
  counter = 0
  math.randomseed(os.time())
end

function request()
  if lease then
    return wrk.format(nil, "/v3/lease/keepalive", nil, '{"ID":"' .. lease .. '"}')
  end
  -- Four characters of Base64 are three bytes of the key.
  local key = ""
  for _ = 1, 4 do
    local at = math.random(6)
    key = key .. numbers:sub(at, at)
  end
  return wrk.format(nil, "/v3/kv/put", nil, '{"key":"cG9vbC0w' .. key .. '","value":"MjAyNi0wMS0wMVQwMDowMDowMFo="}')
end

function done(summary, latency, requests)
  local failed = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  print(string.format("RESULT %.0f %.1f %d", summary.requests / summary.duration * 1e6, latency:percentile(99) / 1000, failed))
end
