/** What is read of a chamber's list of firms, and what is wrong in it. */
export const firmlist = {
  office: 'Office',
  fault: {
    missing: '“{{column}}” is empty. Please fill it in.',
    'too-long': '“{{column}}” is too long. Please shorten it.',
    control: '“{{column}}” has a line break or another character that is not seen. Please take it out.',
    garbled: '“{{column}}” has characters that cannot be read. Please write it again.',
    'not-kana': '“{{column}}” is to be written in katakana or hiragana.',
    'not-13-digits': '“{{column}}” has 13 digits. For a sole trader, leave it empty.',
    'check-digit': 'A digit of “{{column}}” is wrong. Please look it up at the National Tax Agency.',
    'not-a-size': '“{{column}}” is a number of people (12), or one of 1-5, 6-20, 21-50, 51-100, 101-.',
    'not-a-count': '“{{column}}” is to be written in digits alone (5).',
    'not-a-municipality': '“{{column}}” is the name of a city, ward, town or village (大船渡市).',
    'not-a-phone': '“{{column}}” begins with the area code (0192-00-0000). Please see whether its first 0 is gone.',
    'not-a-mail': '“{{column}}” is no mail address (name@example.com).',
    surplus: 'There are too many columns. Words with a comma in them stand between quotes.',
    quotes: 'The quotes of this line do not end as they should. Please put them right.',
    twice: 'This is the firm of line {{line}}. Please take one of them out.',
  },
  refused: {
    'no-heading': 'The first line has no column “{{column}}”. Please use the headings of the template.',
    'too-many': 'There are too many lines. Please send at most {{max}} at a time.',
    empty: 'No firm stands in it.',
  },
} as const
