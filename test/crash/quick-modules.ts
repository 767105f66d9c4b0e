import { registerHooks } from 'node:module'

/**
 * Loaded before a program that is started again and again. drizzle-orm's package.json has 180 kB, and Node reads it anew for
 * each of its hundred modules just to learn that they are modules, which is half of the whole start.
 */
registerHooks({
  resolve(specifier, context, next) {
    const { parentURL } = context
    if (!specifier.startsWith('.') || !parentURL?.includes('/node_modules/drizzle-orm/'))
      return next(specifier, context)
    return { url: new URL(specifier, parentURL).href, format: 'module', shortCircuit: true }
  },
})
