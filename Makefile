# make         builds ./ndrparse
# make test    runs the tests
# make ci      runs all that must hold before a change lands
# make fuzz    runs every fuzz target for FUZZ_TIME
# make lab     has real mail servers write the bounces of testdata anew (root, Debian)
# make golden  writes the expected outputs of the tests anew, to be read in the diff

FUZZ_TIME ?= 10m

.PHONY: build test ci fuzz lab golden

build:
	go build -o ndrparse ./cmd/ndrparse

test:
	go test ./...

ci:
	.ci/run

fuzz:
	.ci/fuzz $(FUZZ_TIME)

lab:
	testdata/bounces/lab/run.sh

golden:
	go test ./internal/output ./cmd/ndrparse -update
