/** The sixteen kinds: `name` for analysts, `plain` and `explained` (what is this?) for the firm, `stage` as the report prints it. */
export const kinds = {
  'dns-tunneling': {
    name: 'DNS tunnelling',
    plain: 'Traffic that looks like data being carried out',
    explained:
      'Somebody hides data inside look-ups of internet addresses. It happens when harmful software is on a computer.',
  },
  'brute-force-success': {
    name: 'Brute force: log-in succeeded',
    plain: 'A log-in that looks like a guessed password',
    explained:
      'Somebody tried password after password and found the right one. They can now act as one of your people.',
  },
  'syn-flood': {
    name: 'SYN flood',
    plain: 'Traffic meant to clog the network',
    explained:
      'Very many connections are opened at once so that nothing else gets through. The network becomes slow or a website stops opening.',
  },
  'known-c2': {
    name: 'Contact with a known C&C server',
    plain: 'Contact with a place used by criminals',
    explained:
      'A computer talks to a place from which criminals give orders. The computer may be under control from outside.',
  },
  'dga-c2': {
    name: 'Contact with a C&C server through DGA names',
    plain: 'Look-ups of random-looking names',
    explained:
      'Harmful software keeps changing the names it calls, so that nobody can block them. One of your computers did something very like it.',
  },
  'malware-download': {
    name: 'Access to a malware site',
    plain: 'Contact with a place that spreads harmful software',
    explained: 'Opening such a place can be enough to catch harmful software. It may damage files or steal data.',
  },
  'abnormal-process': {
    name: 'Abnormal process',
    plain: 'A command that does not usually run',
    explained:
      'A command that does not usually run was started on one of your devices. It is often seen when orders are sent in from outside.',
  },
  'brute-force-failure': {
    name: 'Brute force: log-ins failed',
    plain: 'Many tries at a password',
    explained:
      'Somebody tries one password after another until one fits. Short and common passwords are found quickly.',
  },
  'password-spraying': {
    name: 'Password spraying (reverse brute force): log-ins failed',
    plain: 'The same password tried with many names',
    explained:
      'Somebody tries a common password with the names of many people. One person who uses it is enough to let them in.',
  },
  'port-scan': {
    name: 'Port scan',
    plain: 'A search for open entrances',
    explained:
      'It is like trying every door to see which one is not locked. It does no harm by itself, but may prepare the next attack.',
  },
  'url-scan': {
    name: 'URL scan',
    plain: 'A search for weak spots of a website',
    explained:
      'Somebody tries your website from outside, spot by spot, for weak places. It does no harm by itself, but may prepare the next attack.',
  },
  'phishing-site': {
    name: 'Access to a phishing site',
    plain: 'Contact with a fake site',
    explained:
      'A site that looks like the real one asks for your name and password. If somebody typed them, changing the password at once prevents harm.',
  },
  'cleartext-credentials': {
    name: 'Passwords sent in clear text',
    plain: 'Passwords are sent in a readable form',
    explained:
      'Like a postcard, it can be read by anyone on the way. Change the settings so that it is sent unreadable.',
  },
  'privileged-account': {
    name: 'Daily use of a privileged account',
    plain: 'The administrator name is used every day',
    explained:
      'Daily work is done under a name that may do anything. A virus would spread through the firm more easily.',
  },
  'unwanted-software': {
    name: 'Software not meant for work',
    plain: 'Software that does not suit work is running',
    explained: 'Used at work, this software may let data out. If nobody needs it, removing it is safest.',
  },
  'internal-file-transfer': {
    name: 'File sharing inside the firm',
    plain: 'Files exchanged inside the firm',
    explained: 'Computers of the firm send each other files. It happens in normal work, so nothing is urgent.',
  },
  stage: {
    objectives: 'Actions on objectives',
    'command-and-control': 'C&C',
    delivery: 'Delivery',
    exploitation: 'Exploitation',
    reconnaissance: 'Reconnaissance',
  },
} as const
