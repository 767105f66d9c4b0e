/** A first draft for each kind, which the analyst then edits; neutral about direction, because a case does not tell. */
export const templates = {
  contact: 'Send “consult” in this chat.',
  counterpart: 'Other side: {{counterpart}}',
  'phishing-site': {
    title: 'A fake site may have been opened',
    what: 'One of your computers seems to have opened a fake site that looks like a real one. If a name or password was typed there, it may be stolen.',
    steps: {
      1: 'Ask the person who used that computer whether they typed anything.',
      2: 'If they did, change that password at once.',
    },
  },
  'brute-force-failure': {
    title: 'Somebody keeps trying passwords',
    what: 'Somebody tries one password after another to get into one of your devices. There is no sign so far that they got in.',
    steps: {
      1: 'Change the password of that device to a long one that is used nowhere else.',
    },
  },
  'brute-force-success': {
    title: 'A password may have been guessed',
    what: 'Somebody tried one password after another and then seems to have got into one of your devices. Data may be read or destroyed.',
    steps: {
      1: 'Unplug the network cable of that device, or switch its wireless off.',
      2: 'Do not switch the device off. Leave it as it is.',
      3: 'If the same password is used elsewhere, change it there.',
    },
  },
  'password-spraying': {
    title: 'Log-ins are tried with many names',
    what: 'Somebody tries common passwords with the names of many people. One person who uses such a password is enough to let them in.',
    steps: {
      1: 'Tell everybody at the firm not to use simple passwords.',
      2: 'Whoever used one should change it at once.',
    },
  },
  'dns-tunneling': {
    title: 'Data may be leaving the firm',
    what: 'One of your computers talks to the outside in an unusual way. Harmful software may be carrying data out.',
    steps: {
      1: 'Unplug the network cable of that computer, or switch its wireless off.',
      2: 'Do not switch the computer off. Leave it as it is.',
    },
  },
  'syn-flood': {
    title: 'Traffic that clogs the network was found',
    what: 'A great deal of traffic went through your network at once. The network may become slow or stop.',
    steps: {
      1: 'Check whether the network works as usual now.',
    },
  },
  'known-c2': {
    title: 'A computer may be under control from outside',
    what: 'One of your computers talks to a place used by criminals. It may be controlled from outside and data may be stolen.',
    steps: {
      1: 'Unplug the network cable of that computer, or switch its wireless off.',
      2: 'Do not switch the computer off. Leave it as it is.',
    },
  },
  'dga-c2': {
    title: 'A computer looks for suspicious places',
    what: 'One of your computers keeps looking for places with random-looking names. Harmful software may be on it.',
    steps: {
      1: 'Unplug the network cable of that computer, or switch its wireless off.',
      2: 'Do not switch the computer off. Leave it as it is.',
    },
  },
  'malware-download': {
    title: 'Harmful software may have come in',
    what: 'One of your computers reached a place that spreads harmful software. If it came in, files may be damaged or stolen.',
    steps: {
      1: 'Unplug the network cable of that computer, or switch its wireless off.',
      2: 'Do not open files that have just arrived.',
      3: 'Do not switch the computer off. Leave it as it is.',
    },
  },
  'abnormal-process': {
    title: 'An unusual command has run',
    what: 'A command that does not usually run was started on one of your devices. If it was sent in from outside, data may be stolen.',
    steps: {
      1: 'Ask whether somebody was working on the device at that time.',
      2: 'If nobody was, unplug its network cable.',
      3: 'Do not switch it off. Leave it as it is.',
    },
  },
  'port-scan': {
    title: 'Somebody looked for open entrances',
    what: 'A search for open entrances was seen on your network. No harm has been found so far.',
    steps: {
      1: 'Ask whether somebody was setting up or checking devices at that time.',
      2: 'If nobody was, do not use the device, and leave it as it is.',
    },
  },
  'url-scan': {
    title: 'Somebody looked for weak spots of your website',
    what: 'Somebody you do not know examined your website. No harm has been found so far.',
    steps: {
      1: 'Send this text as it is to the company that made your website.',
    },
  },
  'cleartext-credentials': {
    title: 'Passwords are sent in a readable form',
    what: 'One of your computers seems to send passwords in a form that anyone can read. People on the same network could read them.',
    steps: {
      1: 'Ask which service was given a password on that computer.',
      2: 'Send “consult”, and then write the name of that service.',
    },
  },
  'privileged-account': {
    title: 'The administrator name is used every day',
    what: 'Daily work seems to be done under an administrator name that may do anything. A virus could spread through the whole firm.',
    steps: {
      1: 'Make a name without administrator rights for daily work.',
      2: 'Use the administrator name only to change settings.',
    },
  },
  'unwanted-software': {
    title: 'Software that does not suit work is running',
    what: 'One of your computers seems to have software that does not suit work. Data may get out, or the computer may become slow.',
    steps: {
      1: 'Ask the person who uses that computer whether they need it.',
      2: 'If not, remove it.',
    },
  },
  'internal-file-transfer': {
    title: 'Files are exchanged inside the firm',
    what: 'Your computers seem to have sent each other more files than usual. It happens in normal work, too.',
    steps: {
      1: 'Ask the person who uses that computer whether they sent files.',
    },
  },
} as const
