/** A Windows program by its first bytes, whatever its name says; it does nothing. */
export function programOf(text: string): Buffer {
  const program = Buffer.alloc(24_000)
  program.write('MZ')
  program.writeUInt32LE(0x80, 0x3c)
  program.write('PE\0\0', 0x80, 'latin1')
  program.writeUInt16LE(0x14c, 0x84)
  program.writeUInt16LE(0x10b, 0x98)
  program.write(text, 0x200)
  return program
}
