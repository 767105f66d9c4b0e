export function createIngest(_: unknown) {
  return {
    loop: {
      start() {},
      async stop() {},
      async drain() {
        return 0
      },
    },
    async close() {},
  }
}
