/** Sentences with their stops, and lines without one (headings, list items), in order. */
export function sentencesOf(text: string): string[] {
  return text
    .split('\n')
    .flatMap((line) => line.match(/[^。!?]+(?:[。!?]+[」』)]*)?/g) ?? [])
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
}

/** Whether it ends like a sentence; a heading or a label does not. */
export const isStopped = (sentence: string): boolean => /[。!?][」』)]*$/.test(sentence)
