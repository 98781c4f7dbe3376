# Shared by the scripts of this folder; sourced, never run. Messages go to stderr: stdout belongs to results.
export LC_ALL=C DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
artifacts=$root/artifacts
# Everything that a development machine keeps between two starts: secrets, ports, the cluster.
data=${PORTFOLIOTRACKER_DATA:-$root/.data}
# The person whose ledger scripts/demo loads and for whom scripts/token speaks unless told otherwise.
demo_user=0d0e5a7e-1b2c-4d3e-8f40-5a6b7c8d9e0f

say() { printf '==> %s\n' "$*" >&2; }

die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# Runs a command as root: directly, or through sudo where that needs no password or somebody is there to type it.
as_root() {
  if [[ $EUID -eq 0 ]]; then
    "$@"
  elif command -v sudo >/dev/null && { [[ -t 2 ]] || sudo -n true 2>/dev/null; }; then
    sudo "$@"
  else
    return 1
  fi
}

apt() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq "$@" </dev/null >&2; }

# Answers false, having said why, where packages cannot be installed.
install_packages() {
  command -v apt-get >/dev/null || { say "no apt-get here to install $* with"; return 1; }
  say "installing $*"
  apt install -y --no-install-recommends "$@" 2>/dev/null && return
  # The lists of a fresh machine or image are empty or old.
  apt update && apt install -y --no-install-recommends "$@" || { say "could not install $*"; return 1; }
}

# need COMMAND [PACKAGE]: the command is there afterwards, or the script ends.
need() {
  command -v "$1" >/dev/null || install_packages "${2:-$1}" || true
  command -v "$1" >/dev/null || die "$1 is missing: install it and start again."
}

port_is_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Below the range that the kernel hands out itself, so that a port found free stays so.
free_port() {
  local port
  for _ in {1..50}; do
    port=$((20000 + RANDOM % 10000))
    port_is_taken "$port" || { echo "$port"; return; }
  done
  die "found no free port between 20000 and 29999."
}

runtime_id() {
  case $(uname -m) in
    x86_64) echo linux-x64 ;;
    aarch64) echo linux-arm64 ;;
    *) die "no native build for $(uname -m)." ;;
  esac
}

# The folder can be passed through by the cluster's user, but what lies in it is readable by its owner alone.
prepare_data() {
  mkdir -p "$data"
  [[ -w $data ]] || die "$data is not writable for $(id -un); run as its owner, $(stat -c %U "$data")."
  chmod 711 "$data"
  [[ -f $data/dev.env ]] && return
  say "making development secrets in $data/dev.env"
  local secret
  secret=$(openssl rand -hex 32)
  (umask 077 && printf 'AUTH_JWT_SECRET=%s\n' "$secret" >"$data/dev.env.new")
  mv "$data/dev.env.new" "$data/dev.env"
}

# What the environment already says wins.
load_secrets() {
  local name value
  [[ -f $data/dev.env ]] || return 0
  while IFS='=' read -r name value; do
    [[ -z $name || -n ${!name:-} ]] || export "$name=$value"
  done <"$data/dev.env"
}

# is_up URL: the path answers 200.
is_up() { curl -fs -o /dev/null --max-time 2 "$1" 2>/dev/null; }

# What the binary is made of: every file outside the folders that do not go into it.
source_fingerprint() {
  (cd "$root" && find . \( -path ./artifacts -o -path ./.data -o -path ./.git -o -path ./.ci -o -path ./tests \
    -o -path ./bench -o -path ./docs -o -path ./scripts -o -name TestResults \) -prune \
    -o -type f ! -name '*.md' -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -c1-64)
}

can_link() {
  local compiler
  compiler=$(command -v clang || command -v gcc) || return 1
  echo 'int main(void) { return 0; }' | "$compiler" -x c - -fuse-ld=bfd -lm -o /dev/null 2>/dev/null
}

# Leaves an up-to-date artifacts/portfoliotracker: native where this machine can link, else the JIT build.
ensure_binary() {
  local binary=$artifacts/portfoliotracker made_of sources
  sources=$(source_fingerprint)
  made_of=$(cat "$binary.sources" 2>/dev/null || true)
  if [[ -x $binary && $made_of == "native $sources" ]]; then return; fi
  if can_link || { [[ $made_of != "jit $sources" ]] && install_packages gcc libc6-dev && can_link; }; then
    "$root/scripts/publish" --any-warning
  elif [[ ! -x $binary || $made_of != "jit $sources" ]]; then
    say "no linker here, so this is the JIT build: the same service, slower to start. For the native one install gcc."
    dotnet publish "$root/PortfolioTracker.csproj" -c Release -p:PublishAot=false -v:quiet >&2
    ln -sf publish/PortfolioTracker/release/portfoliotracker "$binary"
    echo "jit $sources" >"$binary.sources"
  fi
}
