-- wrk: the list of all worker pools.
wrk.path = "/api/worker/pools"
function done(summary, latency)
  local failed = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format("RESULT %.1f %.1f %d\n",
    summary.requests / summary.duration * 1e6, latency:percentile(99) / 1000, failed))
end
