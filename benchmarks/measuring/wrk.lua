-- For wrk: posts the lines of a file as JSON bodies, in turn, and prints one line of JSON.
-- wrk … -s wrk.lua URL -- FILE

local bodies = {}
local nth = 0

function init(args)
  local headers = wrk.headers -- those of -H
  headers["Content-Type"] = "application/json"
  for line in io.lines(args[1]) do
    bodies[#bodies + 1] = wrk.format("POST", nil, headers, line)
  end
end

function request()
  nth = nth % #bodies + 1
  return bodies[nth]
end

function done(summary, latency, _)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format('{"requests": %d, "micros": %d, "p50": %d, "p99": %d, "failed": %d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), failed))
end
