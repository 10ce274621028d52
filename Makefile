# Short names for ./portal, which is the real thing: `make run PORT=8001`, `make test ARGS="-k agenda"`.
.PHONY: run test lint fmt messages lock reset
export PORT HOST

run lint fmt messages lock reset:
	@./portal $@

test:
	@./portal test $(ARGS)
