/** What the bundled logs hold, in the words of whoever presses the button. */
export interface Sample {
  title: string
  note: string
}

const SAMPLES: Readonly<Record<string, Sample>> = {
  'port-scan.eve.ndjson': { title: '社内のパソコンが ほかの機器を探り回る', note: 'ポートスキャン・Suricata' },
  'brute-force.eve.ndjson': { title: 'パスワードを1,399回 まちがえる', note: '総当たり・Suricata' },
  'brute-force-success.zeek.ndjson': { title: 'まちがえたあと、入られてしまう', note: '総当たりの成功・Zeek' },
  'phishing-visit.eve.ndjson': { title: 'にせの銀行のページを開く', note: 'フィッシング・Suricata' },
  'quiet-office.eve.ndjson': { title: '何も起きない一日', note: 'ふつうの通信・Suricata' },
}

/** In the order in which they are worth trying; what is not known by name comes last, under its own. */
export function samplesOf(files: readonly string[]): ({ file: string } & Sample)[] {
  const known = Object.keys(SAMPLES)
  const place = (file: string) => (known.includes(file) ? known.indexOf(file) : known.length)
  return [...files]
    .sort((left, right) => place(left) - place(right))
    .map((file) => ({ file, ...(SAMPLES[file] ?? { title: file, note: '' }) }))
}
