# Routec's errands. `make help` lists them.

.DEFAULT_GOAL := help
.SUFFIXES:
MAKEFLAGS += --no-print-directory

TARGETS := help build compile-routes demo run test check fuzz bench soak golden format envoy clean
.PHONY: $(TARGETS)

# `make compile-routes a.yaml b.yaml`: the words that are no target of ours are manifests, and for make they are done.
ifneq ($(filter compile-routes run,$(MAKECMDGOALS)),)
WORDS := $(filter-out $(TARGETS),$(MAKECMDGOALS))
# Names that make itself reads as something else: a setting, a rule, a pattern.
ODD := $(foreach set,$(filter-out MANIFESTS=% OUT=%,$(filter %.yaml %.yml,$(MAKEOVERRIDES))),$(if $(findstring =,$(set)),$(set))) \
  $(foreach word,$(WORDS),$(if $(or $(findstring :,$(word)),$(findstring %,$(word)),$(findstring $$,$(word))),$(word)))
ifneq ($(strip $(ODD)),)
$(error make reads `$(firstword $(ODD))` as something else than a file; write: ./routec compile -f '$(firstword $(ODD))' -o generated)
endif
ifneq ($(WORDS),)
.PHONY: $(WORDS)
$(WORDS): ; @:
endif
endif

# What compile-routes and run take in.
MANIFESTS ?=
FILES = $(or $(strip $(WORDS) $(MANIFESTS)),examples/aws.yaml)
# Where `make compile-routes` writes.
OUT ?= generated
# Where `make run` listens.
PORT ?= 1975
# Which micro-benchmarks `make bench` runs instead of the whole gateways.
JMH ?=
# With which words the workloads begin that `make bench` runs; all if empty.
WORKLOAD ?=
# How long `make soak` runs, and at how many calls a second; at half of what the gateway sustains if empty.
MINUTES ?= 30
RATE ?=

# How many broken manifests `make fuzz` judges, and from which seed they are made.
ROUNDS ?= 1000000
SEED ?= 1

# Everything but these needs a JDK 25, whatever `java` is; := wins over a JAVA_HOME from outside.
ifneq ($(filter-out help envoy clean,$(MAKECMDGOALS)),)
JAVA_HOME := $(shell sh scripts/find-jdk.sh)
ifeq ($(strip $(JAVA_HOME)),)
$(error no JDK 25)
endif
export JAVA_HOME
# Maven's own libraries make a JDK 25 warn; an older Java does not know these options.
export MAVEN_OPTS ?= --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED
endif

MAVEN := sh scripts/maven.sh

# What a build is made from; folders too, so that a deleted file counts as a change.
SOURCES = $(shell find runtime/src/main compiler/src/main examples/bedrock-simulator/src/main schema 2>/dev/null) \
  $(wildcard pom.xml */pom.xml examples/*/pom.xml)

# Shell: the manifests as "$@", each an option; a bare name may also be that of an example. They come by the environment,
# so that no quote or `$` in a name means anything to the shell; names with blanks can't be told from two names.
export ROUTEC_FILES = $(FILES)
define as-options
set -f --; \
for manifest in $$ROUTEC_FILES; do \
  if [ ! -e "$$manifest" ] && [ -e "examples/$$manifest" ]; then \
    echo "$$manifest is not here; taking examples/$$manifest"; \
    manifest=examples/$$manifest; \
  elif [ ! -e "$$manifest" ] && [ "$$manifest" != - ]; then \
    echo "There is no file $$manifest. If its name has blanks or a dollar, write: ./routec compile -f 'NAME' -o $(OUT)" >&2; \
    exit 2; \
  fi; \
  set -- "$$@" --file="$$manifest"; \
done; \
set +f
endef

# Shell: ENVOY is set where one can be had; without it, ./routec says what it does instead.
define find-envoy
if envoy=$$(sh scripts/install-envoy.sh); then ENVOY=$$envoy; export ENVOY; fi
endef

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

build: .build/trained ## build the compiler, the runtime and the simulator (only if something changed)

.build/built: $(SOURCES)
	@$(MAVEN) "building Routec" -Dfast -Dmaven.test.skip=true -pl compiler,examples/bedrock-simulator -am package
	@touch $@

# A cache that makes ./routec start faster; tried once a build, and ./routec does without where it fails.
.build/trained: .build/built
	@rm -f compiler/target/routec.aot
	@if [ -f examples/aws.yaml ]; then \
	  echo "preparing a start cache for ./routec"; \
	  ROUTEC_TRAIN=compiler/target/routec.aot ./routec check -f examples/aws.yaml >/dev/null 2>&1 || true; \
	fi
	@touch $@

compile-routes: build ## check manifests and write generated/: make compile-routes aws.yaml, or MANIFESTS="a.yaml b.yaml"
	@$(as-options); ./routec compile "$$@" -o "$(OUT)"

demo: build ## start the Bedrock simulator and the gateway, play the guide's calls, show the replies, stop
	@$(find-envoy); exec bash scripts/demo.sh

run: build ## serve MANIFESTS on http://localhost:1975 until interrupted
	@$(find-envoy); $(as-options); exec ./routec run "$$@" --port "$(PORT)"

test: ## build strictly, check the format and run every test
	@sh scripts/install-envoy.sh >/dev/null || echo "the tests that need Envoy will be skipped"
	@mkdir -p .build && touch .build/started
	@$(MAVEN) "testing Routec" verify
	@mv .build/started .build/built

check: ## judge without tests: format, Error Prone, NullAway, dependencies; generated/ is what the compiler writes
	@mkdir -p .build && touch .build/started
	@$(MAVEN) "checking Routec" -DskipTests verify
	@mv .build/started .build/built
	@rm -rf .build/check && mkdir -p .build/check/committed .build/check/now
	@./routec compile -f examples/aws.yaml -o .build/check/now >/dev/null
	@if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then \
	  git ls-files -z generated/src generated/envoy | git checkout-index -z --stdin --prefix=.build/check/committed/; \
	else \
	  mkdir -p .build/check/committed/generated && cp -R generated/src generated/envoy .build/check/committed/generated; \
	fi
	@diff -r .build/check/committed/generated/src .build/check/now/src \
	  && diff -r .build/check/committed/generated/envoy .build/check/now/envoy \
	  || { echo "generated/ is not what the compiler writes for examples/aws.yaml; run: make golden" >&2; exit 1; }
	@envoy=$$(sh scripts/install-envoy.sh) && "$$envoy" --mode validate -l error -c .build/check/now/envoy/envoy.yaml
	@echo "checked"

fuzz: ## judge many broken manifests: make fuzz ROUNDS=1000000 SEED=2; what compiles goes to javac and Envoy
	@sh scripts/install-envoy.sh >/dev/null || echo "what compiles will not be shown to Envoy"
	@$(MAVEN) "fuzzing the compiler" -Dfast -Dfuzz.rounds="$(ROUNDS)" -Dfuzz.seed="$(SEED)" -Djunit.jupiter.execution.timeout.mode=disabled -Dtest='routec.compiler.compile.FuzzTest' \
	  -Dsurefire.failIfNoSpecifiedTests=false -pl compiler -am test

bench: build ## measure whole gateways beside raw Envoy; make bench WORKLOAD="1 KB" some of it, or WORKLOAD=compiler; make bench JMH=Json the micro-benchmarks of that name
	@sh scripts/install-envoy.sh >/dev/null
	@$(MAVEN) "building the benchmarks" -Dfast -Dmaven.test.skip=true -pl bench -am package
	@ENVOY=$$(sh scripts/install-envoy.sh) "$(JAVA_HOME)/bin/java" -XX:+UseSerialGC -cp "bench/target/classes:bench/target/lib/*" \
	  $(if $(JMH),org.openjdk.jmh.Main $(JMH),routec.bench.GatewayBench $(WORKLOAD))

soak: build ## serve for MINUTES=30 at half load while keys rotate, providers fail and clients leave; what is held must stay flat, nothing may be lost
	@sh scripts/install-envoy.sh >/dev/null
	@$(MAVEN) "building the soak" -Dfast -Dmaven.test.skip=true -pl bench -am package
	@ENVOY=$$(sh scripts/install-envoy.sh) "$(JAVA_HOME)/bin/java" -XX:+UseSerialGC -cp "bench/target/classes:bench/target/lib/*" \
	  routec.bench.soak.Soak $(MINUTES) $(RATE)

golden: build ## write every expected output anew: the test cases and generated/
	@./routec compile -f examples/aws.yaml -o generated
	@$(MAVEN) "rewriting the goldens" -Dfast -Dgolden=update -Dtest='*Golden*' -Dsurefire.failIfNoSpecifiedTests=false -pl compiler,runtime -am test
	@git status --short -- '*/src/test/resources' generated 2>/dev/null || true

format: ## put every Java file into google-java-format
	@$(MAVEN) "formatting" spotless:apply

envoy: ## find Envoy 1.39, or install it into .tools/
	@sh scripts/install-envoy.sh

clean: ## delete what builds made (Envoy in .tools/ and the state in .routec/ stay)
	@rm -rf .build target ./*/target examples/*/target
