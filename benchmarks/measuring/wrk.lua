-- For wrk: posts the lines of a file as JSON bodies, in turn, and prints one line of JSON.
-- wrk … -s wrk.lua URL -- FILE [RATE]
-- With RATE, so many requests a second are begun, however long the answers take, and the models
-- that answers name are counted; one thread only.

local bodies = {}
local nth = 0
local threads = {}

function setup(thread)
  threads[#threads + 1] = thread
end

function init(args)
  local headers = wrk.headers -- those of -H
  headers["Content-Type"] = "application/json"
  for line in io.lines(args[1]) do
    bodies[#bodies + 1] = wrk.format("POST", nil, headers, line)
  end
  if args[2] then pace(tonumber(args[2])) end
end

function request()
  nth = nth % #bodies + 1
  return bodies[nth]
end

-- wrk looks for these two functions once init has run.
function pace(rate)
  local ffi = require("ffi")
  ffi.cdef("typedef struct { long s, us; } when; int gettimeofday(when *, void *);")
  local clock = ffi.new("when")
  local start, begun = nil, 0
  models = {}

  function delay() -- in milliseconds, before each request
    ffi.C.gettimeofday(clock, nil)
    local now = tonumber(clock.s) * 1e3 + tonumber(clock.us) / 1e3
    start = start or now
    local due = start + begun * 1e3 / rate
    begun = begun + 1
    return math.max(0, math.floor(due - now))
  end

  function response(_, _, body)
    local model = body:match('"model":"([^"]+)"') or ""
    models[model] = (models[model] or 0) + 1
  end
end

function done(summary, latency, _)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  local answered = {}
  for model, count in pairs(threads[1]:get("models") or {}) do
    answered[#answered + 1] = string.format('"%s": %d', model, count)
  end
  io.write(string.format('{"requests": %d, "micros": %d, "p50": %d, "p99": %d, "max": %d, '
    .. '"failed": %d, "models": {%s}}\n', summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), latency.max, failed,
    table.concat(answered, ", ")))
end
