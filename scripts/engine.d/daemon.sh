# shellcheck shell=bash
# One Docker engine of ours: containerd and dockerd with everything of their own. containerd is started by us and not by dockerd,
# because dockerd takes the system's containerd where that one is running, and with it somebody else's containers.

# Unix socket paths end at 107 bytes and engines add up to 45 to this directory's.
run_dir() {
  local dir
  dir=$(get "$1/run-dir")
  if [ -z "$dir" ] || [ ! -d "$dir" ]; then
    dir=$STATE/$1/run
    if [ ${#dir} -gt 60 ]; then dir=$(mktemp -d /run/stack-XXXXXX 2>/dev/null || mktemp -d /tmp/stack-XXXXXX); fi
    (umask 077 && mkdir -p "$dir")
    put "$1/run-dir" "$dir"
  fi
  printf '%s\n' "$dir"
}

# What the daemons make outside their directories; deeper ones first. To be noted before the packages come.
note_side_effects() {
  note_if_absent /etc/docker/key.json /etc/docker /run/containerd/s /run/containerd /run/docker/plugins /run/docker /opt/containerd /var/lib/containerd
}

# Where an engine of ours answers, if it was ever started.
daemon_host() { if [ -n "$(get "$1/run-dir")" ]; then printf 'unix://%s/docker.sock\n' "$(get "$1/run-dir")"; fi; }

quoted_list() { sed 's/.*/"&"/' | paste -sd, -; }

write_daemon_config() {
  local dir=$STATE/$1 run=$2 range
  range=$(get "$1/range")
  put "$1/daemon.json" "{
  \"data-root\": \"$dir/data\", \"exec-root\": \"$run/docker\", \"pidfile\": \"$run/docker.pid\",
  \"hosts\": [\"unix://$run/docker.sock\"], \"containerd\": \"$run/containerd.sock\",
  \"bridge\": \"$(bridge_name "$1")\", \"mtu\": $(uplink_mtu), \"default-address-pools\": [{\"base\": \"$range\", \"size\": 24}],
  \"iptables\": false, \"ip6tables\": false, \"ip-masq\": false, \"ip-forward\": false,
  \"dns\": [$(container_resolvers | quoted_list)], \"shutdown-timeout\": 5, \"features\": {$3}
}"
  # The CRI and NRI plugins would open sockets and directories that belong to the system.
  put "$1/containerd.toml" "version = 2
root = \"$dir/containerd\"
state = \"$run/containerd\"
disabled_plugins = [\"io.containerd.grpc.v1.cri\", \"io.containerd.cri.v1.images\", \"io.containerd.cri.v1.runtime\", \"io.containerd.nri.v1.nri\"]
[grpc]
  address = \"$run/containerd.sock\"
[plugins.\"io.containerd.internal.v1.opt\"]
  path = \"$dir/opt\""
}

containerd_answers() { [ -S "$1/containerd.sock" ] && runs containerd "$2"; }

# daemon_up NAME FEATURES [DIRECTORIES_BEFORE_PATH]
daemon_up() {
  local name=$1 features=$2 dir=$STATE/$1 run host start=$SECONDS path=${3:+$3:}$PATH
  run=$(run_dir "$name")
  host=unix://$run/docker.sock
  if runs dockerd "--config-file=$dir/daemon.json" && network_stands "$name" && ping_engine "$host"; then return 0; fi
  network_up "$name"
  write_daemon_config "$name" "$run" "$features"
  if ! runs containerd "$dir/containerd.toml"; then
    rm -f "$run/containerd.sock" "$run/containerd.sock.ttrpc"
    PATH=$path launch "$dir/containerd.log" containerd --config "$dir/containerd.toml"
    wait_until 20 containerd_answers "$run" "$dir/containerd.toml" || daemon_failed "$name" containerd
  fi
  if ! runs dockerd "--config-file=$dir/daemon.json"; then
    # Nothing of ours runs, so a pid file is a leftover, and dockerd would believe it.
    rm -f "$run/docker.pid" "$run/docker.sock"
    PATH=$path launch "$dir/dockerd.log" dockerd "--config-file=$dir/daemon.json"
  fi
  wait_until 60 engine_answers_or_died "$host" "$dir/daemon.json" || daemon_failed "$name" dockerd
  ping_engine "$host" || daemon_failed "$name" dockerd
  say "engine '$name' $(engine_version "$host") answers at $host ($((SECONDS - start)) s)"
}

engine_answers_or_died() { ping_engine "$1" || gone dockerd "--config-file=$2"; }

network_stands() { [ -e "/sys/class/net/$(bridge_name "$1")" ]; }

daemon_failed() {
  last_lines "$STATE/$1/$2.log"
  fail "$2 of the engine '$1' does not come up; the whole log is $STATE/$1/$2.log"
}

daemon_down() {
  local name=$1 dir=$STATE/$1 run host pid child
  run=$(get "$name/run-dir")
  [ -n "$run" ] || return 0
  host=unix://$run/docker.sock
  # Killing containers at once is quicker than dockerd's patient shutdown, and their data goes anyway.
  if ping_engine "$host"; then remove_all_containers "$host"; fi
  stop_process dockerd "--config-file=$dir/daemon.json" 20
  # What a killed dockerd left running: the containers below their shims.
  for pid in $(find_process containerd-shim "$run/containerd.sock"); do
    # shellcheck disable=SC2013
    for child in $(cat "/proc/$pid/task/"*"/children" 2>/dev/null); do kill -KILL "$child" 2>/dev/null || true; done
  done
  stop_process containerd-shim "$run/containerd.sock" 2
  stop_process containerd "$dir/containerd.toml" 10
  network_down "$name"
  unmount_below "$run"
  case $run in
    "$dir"/*) ;;
    /run/stack-?????? | /tmp/stack-??????) rm -rf "$run" ;;
  esac
  wipe "$dir"
  say "engine '$name' is down"
}

remove_all_containers() {
  local id
  api "$1" GET '/containers/json?all=1' 2>/dev/null | tr ',{' '[\n*]' | sed -n 's/^"Id":"\([0-9a-f]*\)".*/\1/p' |
    while IFS= read -r id; do
      api "$1" DELETE "/containers/$id?force=1&v=1" >/dev/null 2>&1 || true
    done
}
