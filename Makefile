# What a person does with this repository. `make` alone lists it.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test check bench build setup setup-postgresql setup-chromium

VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)

STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOLANGCI    := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
GOVULNCHECK := golang.org/x/vuln/cmd/govulncheck@v1.9.0

# In CI nothing is taken from an earlier run.
FRESH := $(if $(filter true 1,$(CI)),-count=1)

help: ## say what can be made
	@awk -F ': *|## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$NF}' Makefile

run: setup-postgresql ## play with the bot in the browser; nothing leaves this machine
	go run ./cmd/playground

test: setup ## build and test everything; a skipped test is a failure
	go build ./...
	go test -json -timeout 20m $(FRESH) ./... </dev/null | awk -f .ci/summary.awk

check: setup ## test, and everything the linters and the race detector have to say
	@unformatted=$$(gofmt -l .); if [ -n "$$unformatted" ]; then echo "not gofmt-ed:"; echo "$$unformatted"; exit 1; fi
	go vet ./...
	go run $(STATICCHECK) ./...
	go run $(GOLANGCI) run ./...
	go test -race -json -timeout 30m $(FRESH) ./... </dev/null | awk -f .ci/summary.awk
	GOVULNCHECK=$(GOVULNCHECK) .ci/vulnerabilities

bench: setup ## measure what has a benchmark
	go test -run '^$$' -bench . -benchmem -timeout 30m ./...

build: ## bin/gremienbot, one static file
	CGO_ENABLED=0 go build -trimpath -ldflags '-s -w -X main.version=$(VERSION)' -o bin/gremienbot ./cmd/gremienbot

setup: setup-postgresql setup-chromium ## install the programs that the tests need and that are missing

setup-postgresql:
	@.ci/setup postgresql

setup-chromium:
	@.ci/setup chromium
