#!/usr/bin/env bash
# Plays the guide against a real gateway and the Bedrock simulator: no AWS account, loopback only.
# Ends 0 only if every call got what it should. Called by `make demo`, which builds first.
set -u
cd "$(dirname "$0")/.." || exit 1

manifest=examples/aws.yaml
state=.routec/demo
host=bedrock-runtime.us-east-1.amazonaws.com
llama=us.meta.llama3-2-1b-instruct-v1:0
claude=anthropic.claude-3-5-sonnet-20241022-v2:0
thinker=us.anthropic.claude-sonnet-4-5-20250929-v1:0
passed=0
failed=0
pids=()

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
good() { passed=$((passed + 1)); printf '  ok: %s\n' "$1"; }
bad() { failed=$((failed + 1)); printf '  WRONG: %s\n' "$1"; }

stop() {
  for pid in "${pids[@]+"${pids[@]}"}"; do kill "$pid" 2>/dev/null; done
  for pid in "${pids[@]+"${pids[@]}"}"; do wait "$pid" 2>/dev/null; done
}
trap stop EXIT
trap 'exit 130' INT TERM

# await FILE PATTERN PID: waits until a line of the file matches, and prints that line.
await() {
  for _ in $(seq 1 300); do
    if grep -m 1 -E "$2" "$1" 2>/dev/null; then return 0; fi
    kill -0 "$3" 2>/dev/null || break
    sleep 0.1
  done
  printf 'it did not start; its last lines:\n' >&2
  tail -n 20 "$1" >&2
  exit 1
}

free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# call TITLE STATUS PATTERN PATH BODY [HEADER…]: one curl call; checks status and reply.
call() {
  local title=$1 status=$2 pattern=$3 path=$4 body=$5
  shift 5
  say "$title"
  local args=(-sS --max-time 30 -N -w '\n%{http_code}' "http://localhost:$port$path" -H 'content-type: application/json')
  for header in "$@"; do args+=(-H "$header"); done
  [ -z "$body" ] || args+=(-d "$body")
  printf '$ curl http://localhost:%s%s' "$port" "$path"
  for header in "$@"; do printf " -H '%s'" "$header"; done
  [ -z "$body" ] || printf " -d '%s'" "$body"
  printf '\n'
  local out got
  out=$(curl "${args[@]}" 2>&1)
  got=${out##*$'\n'}
  reply=${out%$'\n'*}
  printf '%s %s\n' "$got" "$reply" | head -c 2000
  printf '\n'
  if [ "$got" != "$status" ]; then
    bad "status $status was expected"
  elif ! grep -qE -- "$pattern" <<<"$reply"; then
    bad "the reply should match: $pattern"
  else
    good "$status"
  fi
}

port=${PORT:-1975}
while ! free "$port" || ! free $((port + 1)) || ! free $((port + 2)); do
  [ -z "${PORT:-}" ] || { echo "Port $port, $((port + 1)) or $((port + 2)) is in use." >&2; exit 1; }
  port=$((port + 1000))
done
rm -rf "$state"
mkdir -p "$state"

say "1. Mistakes end at compile time"
sed '0,/- name: envoy-ai-gateway-basic-aws$/s//- name: envoy-ai-gateway-basic-awz/' "$manifest" >"$state/broken.yaml"
printf '$ ./routec check -f %s\n' "$state/broken.yaml"
./routec check -f "$state/broken.yaml" 2>&1 | tee "$state/broken.txt"
grep -q 'RC0301' "$state/broken.txt" && good "refused with the line and a hint" || bad "RC0301 was expected"

say "2. The example compiles"
printf '$ ./routec check -f %s\n' "$manifest"
if ./routec check -f "$manifest"; then good "no error; the warnings are for before you call AWS"; else bad "no error was expected"; fi

say "3. The stand-in for Bedrock starts: TLS, and every signature is verified"
"${JAVA_HOME:?}/bin/java" -cp "examples/bedrock-simulator/target/classes:examples/bedrock-simulator/target/lib/*" \
  routec.simulator.SimulatorMain --port 0 --tls --trust-out "$state/bedrock.pem" --region us-east-1 \
  --access-key-id AKIDEXAMPLE --secret-access-key demo-only-not-a-real-secret --min-cache-tokens 1 --quiet >"$state/simulator.log" 2>&1 &
pids+=($!)
ready=$(await "$state/simulator.log" '^ready ' $!) || exit 1
echo "$ready"
simulator=${ready##*:}

say "4. The gateway starts: Envoy in front, the runtime behind its socket"
printf '$ ./routec run -f %s --port %s\n' "$manifest" "$port"
./routec run -f "$manifest" --port "$port" --state "$state" \
  --set "upstream.resolve=$host:443=127.0.0.1:$simulator" --set "upstream.trust=$state/bedrock.pem" >"$state/gateway.log" 2>&1 &
gateway=$!
pids+=("$gateway")
await "$state/gateway.log" '^ready http' "$gateway" || exit 1

call "5. The keys are still placeholders: AWS refuses them, and the reply says whose were refused" 403 'credentials' \
  /v1/chat/completions '{"model":"'$llama'","messages":[{"role":"user","content":"Hello"}]}'

say "6. Real keys go into the Secret's file; no restart"
secret=$(find "$state/secrets" -type f -name credentials | head -n 1)
printf '[default]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = demo-only-not-a-real-secret\n' >"$secret.new"
mv "$secret.new" "$secret"
echo "$secret changed"
sleep 2
good "in force within two seconds: see the next call"

call "7. Llama by chat completions" 200 'Why is the sky blue' \
  /v1/chat/completions '{"model":"'$llama'","messages":[{"role":"user","content":"Why is the sky blue?"}]}'
call "8. Claude by chat completions" 200 '"finish_reason":"stop"' \
  /v1/chat/completions '{"model":"'$claude'","messages":[{"role":"user","content":"What is the capital of France?"}]}'
call "9. Claude by messages" 200 '"type":"message"' \
  /anthropic/v1/messages '{"model":"'$claude'","max_tokens":100,"messages":[{"role":"user","content":"What is the capital of France?"}]}'
call "10. Streamed, OpenAI" 200 'data: \[DONE\]' \
  /v1/chat/completions '{"model":"'$llama'","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"Count to three."}]}'
call "11. Streamed, Anthropic" 200 'event: message_stop' \
  /anthropic/v1/messages '{"model":"'$claude'","max_tokens":100,"stream":true,"messages":[{"role":"user","content":"Count to three."}]}'
call "12. Thinking, as the guide writes it: this model can't think, so Bedrock's 400 is relayed" 400 'invalid_request_error' \
  /anthropic/v1/messages '{"model":"'$claude'","max_tokens":1000,"thinking":{"type":"enabled","budget_tokens":2000},"messages":[{"role":"user","content":"What is 27 * 453?"}]}'
call "13. Thinking, with a model that can" 200 '"type":"thinking"' \
  /anthropic/v1/messages '{"model":"'$thinker'","max_tokens":3000,"thinking":{"type":"enabled","budget_tokens":2000},"messages":[{"role":"user","content":"What is 27 * 453?"}]}'
call "14. Prompt caching" 200 '"cache_creation_input_tokens":[1-9]' \
  /anthropic/v1/messages '{"model":"'$claude'","max_tokens":100,"system":[{"type":"text","text":"You are an expert on a very long book.","cache_control":{"type":"ephemeral"}}],"messages":[{"role":"user","content":"Who wrote it?"}]}'
call "15. Tools, Anthropic" 200 '"type":"tool_use"' \
  /anthropic/v1/messages '{"model":"'$claude'","max_tokens":200,"tools":[{"name":"get_weather","description":"The weather of a city","input_schema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}],"messages":[{"role":"user","content":"What is the weather in Paris?"}]}'
call "16. Tools, OpenAI" 200 '"finish_reason":"tool_calls"' \
  /v1/chat/completions '{"model":"'$claude'","tools":[{"type":"function","function":{"name":"get_weather","description":"The weather of a city","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}],"messages":[{"role":"user","content":"What is the weather in Paris?"}]}'
call "17. The models that are routed" 200 "$llama" /v1/models ''
call "18. A model that is not: 404 with the models that are" 404 "$llama" \
  /v1/chat/completions '{"model":"gpt-4","messages":[{"role":"user","content":"Hello"}]}'
call "19. Throttled by AWS: 429 in the caller's dialect" 429 'rate_limit' \
  /anthropic/v1/messages '{"model":"'$claude'","max_tokens":100,"messages":[{"role":"user","content":"[sim:throttle]"}]}'
call "20. Broken JSON: 400" 400 'invalid_request_error' /v1/chat/completions '{"model":'

say "21. The gateway stops: streams drain, exit code 0"
kill -TERM "$gateway"
wait "$gateway"
code=$?
pids=("${pids[0]}")
[ "$code" -eq 0 ] && good "exit code 0" || bad "exit code $code"

say "$passed passed, $failed failed"
[ "$failed" -eq 0 ] || { echo "The gateway's log is in $state/gateway.log, the simulator's in $state/simulator.log."; exit 1; }
stop
rm -rf "$state"
