# shellcheck shell=bash
# The Docker Engine API over curl, or over node where there is no curl. The docker CLI is not needed.

newline='
'
api_patience=30 # seconds without a byte until we give up

# api HOST METHOD PATH [FILE [TYPE]]: prints the reply's body. 0: fine, 4: not there, 9: conflict, 7: no answer, 1: anything else.
api() {
  local reply code
  reply=$(api_request "$@") || return 7
  code=${reply##*"$newline"}
  printf '%s\n' "${reply%"$newline"*}"
  case $code in
    2?? | 304) return 0 ;;
    404) return 4 ;;
    409) return 9 ;;
    *) return 1 ;;
  esac
}

api_request() {
  local host=$1 method=$2 path=$3 body=${4:-} type=${5:-application/json} base
  if ! command -v curl >/dev/null 2>&1; then
    node "$parts/api.mjs" "$host" "$method" "$path" "$body" "$type" "$api_patience"
    return
  fi
  set -- -sS --noproxy '*' -X "$method" -w '\n%{http_code}' --connect-timeout 5 --speed-time "$api_patience" --speed-limit 1
  case $host in
    unix://*) base=http://localhost && set -- "$@" --unix-socket "${host#unix://}" ;;
    tcp://*)
      base=http://${host#tcp://}
      if [ -n "${DOCKER_TLS_VERIFY:-}" ]; then
        base=https://${host#tcp://}
        set -- "$@" --cacert "${DOCKER_CERT_PATH:-$HOME/.docker}/ca.pem" --cert "${DOCKER_CERT_PATH:-$HOME/.docker}/cert.pem" --key "${DOCKER_CERT_PATH:-$HOME/.docker}/key.pem"
      fi
      ;;
    *) return 7 ;;
  esac
  # -T streams (an image can be large); the reply to an upload is short.
  if [ -n "$body" ]; then set -- "$@" -H "Content-Type: $type" -H 'Expect:' -T "$body"; fi
  curl "$@" "$base$path" 2>/dev/null
}

ping_engine() { api_patience=5 api "$1" GET /_ping >/dev/null 2>&1; }

# Nothing printed where the engine does not answer.
engine_version() { api "$1" GET /version 2>/dev/null | json_field Version || true; }

# The first string field of that name; enough for the engine's own compact JSON.
json_field() { tr ',{}' '[\n*]' | sed -n 's/^ *"'"$1"'" *: *"\([^"]*\)".*/\1/p' | sed -n 1p; }

# Nothing printed where there is no such image.
image_id() { api "$1" GET "/images/$2/json" 2>/dev/null | json_field Id || true; }

# Progress streams answer 200 and tell of errors inside.
stream_error() { tr ',{}' '[\n*]' | sed -n 's/^ *"error" *: *"\(.*\)" *$/\1/p' | sed -n 1p; }

# Copies an image between two engines through a file, so that a broken transfer is seen before anything is loaded.
copy_image() {
  local from=$1 to=$2 name=$3 file=$STATE/tmp/image.tar reply
  case "$(command -v curl) $from" in
    ?*" unix://"*) curl -sS -f --noproxy '*' --unix-socket "${from#unix://}" -o "$file" "http://localhost/images/$name/get" ;;
    *) node "$parts/api.mjs" "$from" GET "/images/$name/get" '' '' 60 "$file" ;;
  esac
  reply=$(api_patience=120 api "$to" POST '/images/load?quiet=1' "$file" application/x-tar) || fail "the engine did not take the image: $reply"
  rm -f "$file"
}
