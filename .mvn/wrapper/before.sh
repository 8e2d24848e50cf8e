# Sourced by mvnw before it starts Maven; plain POSIX sh, under mvnw's own "set -euf". It does what Maven cannot:
#
#   - Without a JDK 25 it says which one is needed and how to get it. A Java that is too old to run Maven, or a JAVA_HOME
#     that leads nowhere, does not matter as long as there is such a JDK.
#   - `./mvnw spring-boot:run` by itself becomes `./mvnw -q -Prun`: the goal resolves what tests need and compiles them,
#     and no POM can keep it from that.

chatframe_jdk=25
chatframe_maven_jdk=17

# chatframe_feature <folder>: 25 if a JDK 25 is in it, nothing if none is
chatframe_feature() {
  if [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9][0-9]*\).*/\1/p' "$1/release" | head -n 1
  fi
}

# chatframe_at_least <number> <folder>
chatframe_at_least() {
  [ "$(n=$(chatframe_feature "$2") && printf %s "${n:-0}")" -ge "$1" ]
}

# The home of the java on the path. The one of macOS is there without a JDK, and then fails.
chatframe_java_on_path() {
  java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p' | head -n 1
}

# Where toolchains look, and a few places more. JAVA_HOME first, then any JAVA25_HOME and the like.
chatframe_find_jdk() (
  set +f
  IFS='
'
  for at in "${JAVA_HOME-}" $(env | sed -n 's/^JAVA[0-9A-Za-z_]*_HOME=//p') "$1" \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/jdk/* /usr/local/java/* /opt/java/* /opt/*jdk* /opt/hostedtoolcache/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* "${HOME-}"/.m2/jdks/* "${HOME-}"/.gradle/jdks/* \
    "${HOME-}"/.jenv/versions/* "${HOME-}"/.jbang/cache/jdks/* "${HOME-}"/.asdf/installs/java/* "${HOME-}"/.jabba/jdk/* \
    "${HOME-}"/.local/share/mise/installs/java/*; do
    if [ -n "$at" ] && chatframe_at_least "$chatframe_jdk" "$at"; then
      printf '%s\n' "$at"
      return
    fi
  done
)

chatframe_refuse() {
  cat >&2 <<END
Chatframe is built with a JDK $chatframe_jdk or later, and none was found; install one and run this again:
  Debian, Ubuntu   sudo apt install openjdk-$chatframe_jdk-jdk
                   or, on releases without it, Temurin: https://adoptium.net/installation/linux/
  macOS            brew install --cask temurin@$chatframe_jdk
  Windows          winget install EclipseAdoptium.Temurin.$chatframe_jdk.JDK
One that is installed elsewhere is named by JAVA_HOME.
END
  exit 1
}

chatframe_choose_java() {
  chatframe_own=${JAVA_HOME-}
  [ -n "$chatframe_own" ] || chatframe_own=$(chatframe_java_on_path)
  chatframe_found=$(chatframe_find_jdk "$chatframe_own")
  if [ -n "$chatframe_found" ]; then
    # Toolchains read it; they do not look into every place that was looked into here.
    export JAVA25_HOME="$chatframe_found"
    if ! chatframe_at_least "$chatframe_maven_jdk" "$chatframe_own"; then
      export JAVA_HOME="$chatframe_found"
      chatframe_own=$chatframe_found
    fi
    # Maven's own libraries make newer ones print four lines of warnings first.
    ! chatframe_at_least 24 "$chatframe_own" ||
      export MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS-}"
  elif [ ! -e "${HOME-}/.m2/toolchains.xml" ]; then
    chatframe_refuse
  fi
}

chatframe_runs_only_the_server() {
  chatframe_run=false
  for chatframe_argument; do
    case $chatframe_argument in
    spring-boot:run) chatframe_run=true ;;
    -*) ;;
    *) return 1 ;;
    esac
  done
  $chatframe_run
}

case "$(uname)" in
# There mvnw has paths to convert first, and Maven finds its JDK by itself.
CYGWIN* | MINGW*) ;;
*) chatframe_choose_java ;;
esac

if chatframe_runs_only_the_server "$@"; then
  for chatframe_argument; do
    shift
    [ "$chatframe_argument" = spring-boot:run ] || set -- "$@" "$chatframe_argument"
  done
  set -- -q -Prun "$@"
  if [ -d "$scriptDir/chat-bootstrap/target/run/classes" ]; then
    echo "Building and starting the server. Ctrl-C ends it." >&2
  else
    echo "Building and starting the server. Ctrl-C ends it. The first time takes some minutes, if Maven has to download (about 90 MB)." >&2
  fi
fi
