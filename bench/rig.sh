# The published binary on a cluster and a demo ledger of its own, gone afterwards; sourced by what measures it.
. "$(dirname "${BASH_SOURCE[0]}")/../scripts/lib.sh"
. "$root/scripts/cluster.sh"

binary=$artifacts/portfoliotracker
log=$artifacts/bench.log
complete=/api/portfolio/complete
scratch=$(mktemp -d)
chmod 711 "$scratch"
data=$scratch/data
service=0
others=()

stop_service() {
  ((service)) || return 0
  kill -TERM "$service" 2>/dev/null && wait "$service" || true
  service=0
}

clean_up() {
  stop_service
  ((${#others[@]} == 0)) || { kill "${others[@]}" && wait "${others[@]}"; } 2>/dev/null || true
  [[ -z ${postgres_bin:-} ]] || stop_cluster
  rm -rf "$scratch" "${cluster_home:-$scratch}"
}

# status PATH: one request over bash's own socket; starting curl would cost as much as what is measured.
status() {
  local code
  { exec 3<>"/dev/tcp/127.0.0.1/$PORT"; } 2>/dev/null || return 1
  printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n' \
    "$1" "$token" >&3
  read -r _ code _ <&3 || code=0
  exec 3>&-
  [[ $code == 200 ]]
}

# start PATH: starts the binary and sets took to the milliseconds until PATH answers 200. Its log is not measured with
# it: where it goes, nobody reads.
start() {
  local begin=${EPOCHREALTIME/./}
  "$binary" >/dev/null 2>>"$log" &
  service=$!
  until status "$1"; do
    kill -0 "$service" 2>/dev/null || die "the service ended; what it said is in $log"
    ((${EPOCHREALTIME/./} - begin < 30000000)) || die "no 200 from $1 within 30 s; see $log"
  done
  took=$(((${EPOCHREALTIME/./} - begin) / 1000))
}

# Leaves a migrated database with the demo ledger, and a token for its owner.
rig_up() {
  [[ -x $binary ]] || die "no $binary: run scripts/publish first."
  need curl
  need openssl
  trap clean_up EXIT
  trap 'exit 130' INT TERM
  : >"$log"
  start_cluster
  load_secrets
  PORT=$(free_port)
  # As production runs, but for the market: the sandbox will do.
  export PORT ASPNETCORE_ENVIRONMENT=Production ALPHA_VANTAGE_SANDBOX_IN_PRODUCTION=true
  unset ALPHA_VANTAGE_API_KEY Database__ConnectionString
  token=$("$root/scripts/token" --hours 2) || die "no token."
  start /health/ready
  PORTFOLIOTRACKER_DATA=$data "$root/scripts/demo" "http://localhost:$PORT" "$token"
  until status "$complete"; do sleep 0.1; done
  stop_service
}

# When, what, and where: the first lines of every result.
header() {
  echo "$(date -u +%F), commit $(git -C "$root" rev-parse --short HEAD 2>/dev/null || echo unknown)"
  echo "machine             $(nproc) cores, $(sed -nE 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)"
}
