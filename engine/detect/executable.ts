/** What runs when somebody opens it, told by its first bytes or by its name. Sensors write the former in two languages. */

/** libmagic's words (Suricata), then MIME types (Zeek, and what servers claim). */
const MAGIC =
  /^(?:pe32|elf (?:32|64)-bit|ms-dos executable|dos executable|mach-o|compiled java class|java archive|ms windows shortcut|windows script|dalvik|dos batch file|eicar)|executable (?:for|script)/
const TYPES: ReadonlySet<string> = new Set([
  'application/x-dosexec',
  'application/x-msdownload',
  'application/x-msdos-program',
  'application/vnd.microsoft.portable-executable',
  'application/x-executable',
  'application/x-elf',
  'application/x-sharedlib',
  'application/x-mach-o-executable',
  'application/x-mach-binary',
  'application/java-archive',
  'application/x-java-applet',
  'application/vnd.android.package-archive',
  'application/hta',
  'application/x-ms-shortcut',
])
const ENDINGS: ReadonlySet<string> = new Set(
  'exe dll scr com pif cpl msi ps1 psm1 vbs vbe hta bat cmd jse wsf lnk jar class apk elf sh mips mpsl arm arm5 arm6 arm7 x86 i586 i686 ppc sh4 m68k spc'.split(
    ' ',
  ),
)
/** What a page, a picture or a document is called, which nothing that runs has a reason to be. */
const HARMLESS_ENDINGS: ReadonlySet<string> = new Set(
  'jpg jpeg png gif bmp ico svg webp tif txt css htm html xml json js woff ttf pdf doc docx xls xlsx ppt pptx rtf csv mp3 mp4 avi log'.split(
    ' ',
  ),
)

/** Of a MIME type in lower case. `application/octet-stream` says nothing. */
export const isExecutableType = (type: string): boolean => TYPES.has(type)

/** Of either sensor's words for a file's first bytes, in lower case. */
export const isExecutableMagic = (magic: string): boolean => TYPES.has(magic) || MAGIC.test(magic)

export const isExecutableName = (path: string): boolean => ENDINGS.has(endingOf(path))

/** Named as something that one only looks at. */
export const isDisguised = (path: string): boolean => HARMLESS_ENDINGS.has(endingOf(path))

/** `invoice.pdf.exe`: a mail program that hides the last ending shows a document. */
export function hasTwoEndings(path: string): boolean {
  const name = fileNameOf(path)
  const ending = endingOf(name)
  return ENDINGS.has(ending) && HARMLESS_ENDINGS.has(endingOf(name.slice(0, -ending.length - 1)))
}

/** Lower case; '' for none. Asked of every request, so nothing is cut out that is too long to be one. */
export function endingOf(path: string): string {
  const question = path.indexOf('?')
  const end = question < 0 ? path.length : question
  const dot = path.lastIndexOf('.', end)
  if (dot < 0 || end - dot > ENDING_LENGTH_MAX || path.indexOf('/', dot) >= 0) return ''
  return path.slice(dot + 1, end).toLowerCase()
}
const ENDING_LENGTH_MAX = 6

export const fileNameOf = (path: string): string => {
  const question = path.indexOf('?')
  const bare = question < 0 ? path : path.slice(0, question)
  return bare.slice(Math.max(bare.lastIndexOf('/'), bare.lastIndexOf('\\')) + 1)
}
