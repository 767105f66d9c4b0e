import { type Command, list, OF_FIRM, segment } from '../command.ts'

/** Sensors on their way to firms. */
export const ORDER_COMMANDS: readonly Command[] = [
  list(
    'order',
    'sensors on their way to firms, the latest step first',
    ['id', 'movedAt', 'state', 'deviceType', 'needsSwitch', 'parcelNumber', 'round', 'site', 'firmId'],
    { firm: OF_FIRM },
  ),
  {
    words: 'order show',
    operand: 'ORDER',
    options: {},
    says: 'an order, and each of its steps with its time and its person',
    request: ({ operand }) => ({ method: 'GET', path: `/orders/${segment(operand)}` }),
  },
  {
    words: 'order begin',
    operand: 'SITE',
    options: { by: { value: 'NAME', says: 'who orders it', isRequired: true } },
    says: 'begin the order of a sensor for a site; its steps are the desk’s',
    request: ({ operand, options: { by } }) => ({ method: 'POST', path: '/orders', body: { siteId: operand, by } }),
  },
]
