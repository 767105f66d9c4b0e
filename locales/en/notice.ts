/** What the firm sees around an analyst's words, the answers, and the reply to each. */
export const notice = {
  fallback: '[Otasuke] {{title}}',
  urgency: {
    high: 'Please do what is below right now.',
    medium: 'Please do what is below soon.',
    low: 'No hurry. Please do what is below when you have time.',
  },
  opening: {
    reminder: 'We have no answer from you yet. Please press one button.',
    'go-on': 'It is not finished yet. Please go on, and press one button.',
    'second-contact': 'Nobody else has answered, so this comes to you. Please press one button.',
    'ask-again': 'We ask you once more. It does not seem to be over yet.',
    'as-asked': 'It is the time you asked for. Please press one button.',
  },
  whose: 'Whose PC it is is not known yet. If you know, press here.',
  'whose-last': 'It does not seem to be anybody else’s. Is it the one of {{who}}? If it is, press the name.',
  'whose-last-own': 'It seems to be yours. If it is, press “It is mine”.',
  fact: {
    whose: 'Whose device',
    clue: 'Which PC',
    due: 'By when',
    'due-value': 'by {{at}}',
    contact: 'If you need help',
  },
  answer: {
    done: 'Done',
    cannot: 'I cannot',
    busy: 'Busy',
    what: 'What is this?',
    search: 'Look for me',
    maintenance: 'Pass it to maintenance',
    vendor: 'Pass it to maintenance',
    later: 'Later',
    human: 'Talk to a person',
    visit: 'Have somebody come',
    all: 'All of it is done',
  },
  step: {
    numbered: '{{number}}/{{total}} {{step}}',
    only: 'When it is done, press “Done”.',
    'in-hand':
      'Now it is {{number}}/{{total}}. “Done” brings the next one. If everything is done, press “All of it is done”.',
    done: 'Thank you. Number {{number}} is done. Please do the next one.',
    again:
      'No problem. Please take your time and try once more. If it still does not work, press “I cannot” again, and a person telephones you.',
    'done-by': '{{who}} has already done number {{number}}. Please do this one now.',
    'not-yet': 'That button is an earlier one. Please do this one now.',
  },
  clue: {
    device: 'the device with the network number {{device}}',
    'device-named': '{{name}} (number {{device}})',
    'device-made': 'the device by {{maker}} with the network number {{device}} (number of the device itself {{name}})',
    'device-numbered': 'the device with the network number {{device}} (number of the device itself {{name}})',
    'device-likely': 'probably {{name}} (number {{device}})',
    'device-among': 'the device with the network number {{device}} ({{first}} or {{second}})',
    unknown: 'not known yet',
  },
  'owner-told': 'That person has been told what to do, too.',
  'after-call': 'This is what we spoke of on the telephone. Please tell us by a button once it is done.',
  found: {
    own: 'Thank you, that helps. It can happen to anybody. Please do this one thing.',
    named: 'There is something about your PC. It can happen to anybody. Please do this one thing.',
    leader: 'It is known whose device it is: “{{owner}}”. That person has been told what to do.',
  },
  reply: {
    done: 'Thank you. We check that it is really over and let you know.',
    busy: 'All right. We can look for you, or remind you later, or a person can talk with you. Which is best?',
    maintenance: 'All right. {{who}} of the maintenance company was asked. Without an answer we shall remind you.',
    'no-maintenance': 'No maintenance company is registered. The desk will ask a company that comes.',
    later: 'When shall we remind you? Please choose “In 1 hour”, “This evening” or “Tomorrow morning”.',
    postponed: 'All right. We will remind you {{at}}.',
    'desk-now': 'No problem. Somebody will telephone you shortly. Please leave things as they are until then.',
    'desk-later': 'No problem. Somebody will telephone you after {{at}}. Please leave things as they are until then.',
    'visit-desk': 'All right. The desk will telephone and ask where to come and when.',
    'desk-night':
      'No problem. Somebody is on call at night and has been told. Please do not use the device until they telephone.',
  },
  busy: {
    search: 'Look for me',
    maintenance: 'Pass it to maintenance',
    nine: 'At nine',
    later: 'Later',
    human: 'Talk to a person',
  },
  /** Asked of whoever has the device, once that is known. Nobody is blamed. */
  entered: {
    ask: {
      'malware-download': 'One more thing, please. Did you open a file that came then, or install something?',
      'unwanted-software': 'One more thing, please. Did you install this software yourself?',
    },
    button: { yes: 'I did', no: 'I did not', unsure: 'Not sure' },
    reply: {
      'yes-malware-download':
        'Thank you, that helps. Please do not use the PC until you hear from us. Change your passwords on another device.',
      'yes-unwanted-software':
        'Thank you, that helps. If your work needs it, leave it and press “Cannot”. Otherwise please remove it.',
      no: 'Thank you. The people who watch know it now.',
      unsure: 'Thank you. It does not matter if you are not sure. The people who watch will look.',
    },
  },
  later: { hour: 'In 1 hour', evening: 'This evening', morning: 'Tomorrow morning' },
  refused: {
    'not-sent': 'This notice is still being prepared. Please wait a little.',
    'already-done': 'This notice is already finished. Thank you.',
    'already-handled': 'This notice has already been answered. Thank you.',
    'already-answered': '{{who}} has already answered “{{answer}}”. Thank you.',
  },
  closed: '“{{title}}” is no longer a worry. Thank you for your help.',
  advisory: {
    heading: 'Advice to stay safe',
    intro: 'In the last week we noticed {{count}} of these. Please have a look when you have time.',
    item: '{{number}}. {{about}}',
    'no-hurry': 'It is not urgent. If you want to ask something, send “consult”.',
    button: { done: 'Dealt with', start: 'I will do it', decline: 'Leave it', what: 'What is this?' },
    reply: {
      done: 'Thank you. We write down that you have dealt with “{{about}}”.',
      start: 'All right. When “{{about}}” is done, please press “Dealt with”.',
      decline: 'All right. “{{about}}” is left for now. You can still press “Dealt with” later.',
    },
    refused: {
      'not-sent': 'This is still being prepared. Please wait a little.',
      'already-done': '{{who}} has already dealt with “{{about}}”. Thank you.',
    },
  },
} as const
