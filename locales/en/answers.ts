/** What the desk is asked most, with its answers (bot/content/starting-answers.ts). */
export const answers = {
  connect: {
    question: 'I do not know how to connect the watching box. Where does it go?',
    also: 'Where do I plug the cable in?|How is the box connected?',
    answer:
      'Connect the box and the router with the cable that came with it, then switch the box on. If you are not sure which socket, send a photo of the back of the router.',
  },
  'no-port': {
    question: 'My router has no free socket.',
    also: 'There is nowhere to plug it in.|All ports are taken.',
    answer:
      'A small device with more sockets (a hub) helps. Leave the cables that are plugged in where they are. If you have no hub, press “Ask a person”.',
  },
  place: {
    question: 'Where should the watching box stand?',
    also: 'What is a good place for the box?',
    answer: 'Near the router, on something flat, where air gets to it. Keep it away from water and sunshine.',
  },
  'who-installs': {
    question: 'Does somebody come to install it, or can I do it myself?',
    also: 'Who installs the box?|Please come and install it.',
    answer:
      'You only plug in a cable, so many firms do it themselves, also while on the telephone with us. If it is difficult, somebody comes: press “Ask a person”.',
  },
  'how-long': {
    question: 'How long does the installation take?',
    also: 'How many minutes is the installation?',
    answer: 'Plan half an hour. The internet may stop briefly while you plug in the cable, so choose a quiet moment.',
  },
  wireless: {
    question: 'Are computers and phones on Wi-Fi watched too?',
    also: 'Does it watch my phone?|Is wireless fine?',
    answer: 'Yes: whatever goes through the firm’s router. A phone that uses its mobile network is not watched.',
  },
  settings: {
    question: 'Do I have to change the router’s settings?',
    also: 'Are network settings changed?',
    answer:
      'In most firms not. If so, we tell you what to change and where. Please do not change what you are not sure of.',
  },
  'router-password': {
    question: 'I do not know the password of the router’s settings page.',
    also: 'I cannot log in to the router.',
    answer:
      'Look for a label on the back or the side of the router, or ask whoever installed it. Please do not write the password here.',
  },
  'new-router': {
    question: 'I am getting a new router. What about the watching box?',
    also: 'The router is being replaced.',
    answer:
      'Tell us the day before. Plug the box into the new router in the same way; we check the same day that it works.',
  },
  printer: {
    question: 'I cannot print since the box came.',
    also: 'The printer stopped working.',
    answer:
      'Switch the printer and the computer off, wait a minute, and on again. If that does not help, see whether the printer’s cable is where it was before.',
  },
  'no-internet': {
    question: 'There is no internet since the box came.',
    also: 'I cannot connect.|Web pages do not open.',
    answer:
      'Switch the router off, wait a minute, and on again. If it is no better after five minutes, unplug the box and plug everything in as it was. Then press “Ask a person”.',
  },
  slow: {
    question: 'The internet is slow since the box came.',
    also: 'Pages load slowly.|The connection speed dropped.',
    answer:
      'The box only watches, so it should not slow anything down. Restart the router first. If it is slow after a day, press “Ask a person”.',
  },
  'no-light': {
    question: 'The box’s light is off.',
    also: 'The box has no power.',
    answer:
      'See whether its power cable is all the way in, then try another outlet. If it stays off it may be broken: press “Ask a person”.',
  },
  'always-on': {
    question: 'May I switch the box off at night and on holidays?',
    also: 'Does the box stay on?',
    answer: 'Please leave it on: it watches at night and on holidays, too. If works need it off, tell us before.',
  },
  'after-outage': {
    question: 'Does the box go on by itself after a power cut?',
    also: 'There was a power cut.|The breaker tripped.',
    answer:
      'Yes, once the power is back. Send “status” to see whether it works. If it does not after ten minutes, press “Ask a person”.',
  },
  'shared-folder': {
    question: 'I cannot open the shared folder (NAS).',
    also: 'The NAS is gone.|I cannot reach the office’s server.',
    answer:
      'See whether the NAS is on, then restart your computer. If you see files with names you do not know, unplug the cable and press “Ask a person” at once.',
  },
  move: {
    question: 'Our office is moving. What about the watching box?',
    also: 'We are relocating.',
    answer:
      'Tell us the day and the new address before. Plug the box in there in the same way; we check that it works.',
  },
  price: {
    question: 'What does it cost?',
    also: 'Tell me the price.|How much is it a month?',
    answer: 'Send “prices” to see what there is and what it costs. Nothing is ever charged without your knowing.',
  },
  stop: {
    question: 'How do I stop the watching?',
    also: 'I want to cancel the service.',
    answer: 'You can stop at any time. Press “Ask a person”; they tell you how to send the box back.',
  },
  seen: {
    question: 'Do you see what is in my mail and documents?',
    also: 'Do you read our mail?',
    answer:
      'The box sees which device talked to whom and when. It does not see what is in documents or in encrypted mail.',
  },
  warning: {
    question: 'My screen says “infected with a virus” and makes a noise.',
    also: 'A virus warning with a telephone number does not go away.',
    answer:
      'Most of these are fake. Do not call the number and do not pay. Close the page; if it stays, switch the computer off. If you have called already, press “Ask a person”.',
  },
  mail: {
    question: 'I got a strange mail. What should I do?',
    also: 'Is this mail real?|I got spam.',
    answer:
      'Do not open or press anything in it, and do not call a number it names. If you have opened it, unplug the cable or switch Wi-Fi off, and press “Ask a person”.',
  },
  'password-typed': {
    question: 'I typed my password into a fake site.',
    also: 'I was phished.|My password was stolen.',
    answer:
      'Change the password on the real site at once, and wherever else you use the same. If you typed a card number, call the card company. Then press “Ask a person”.',
  },
  lost: {
    question: 'I lost a computer or a phone of the firm.',
    also: 'My phone was stolen.|I left the laptop on the train.',
    answer:
      'Report it to the police and the place first. Then change, from another device, the passwords used on it. If customers’ data was on it, press “Ask a person” at once.',
  },
  update: {
    question: 'My screen says “please update”. May I press it?',
    also: 'An update notice came up.',
    answer:
      'Install what comes from the Windows settings. Do not press what appears suddenly on a web page. If in doubt, take a photo of the screen and press “Ask a person”.',
  },
} as const
