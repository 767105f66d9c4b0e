/** Cards in `#operations`: for those who keep the service running. */
export const operations = {
  poison: {
    fallback: 'An event cannot be processed: {{kind}}',
    text: '{{kind}} ({{lane}}) failed {{count}} times. It was set aside and the lane goes on.',
  },
  'dead-letter': {
    fallback: 'A message could not be sent: {{reason}}',
    text: 'Not sent to {{to}} on {{platform}}. Reason: {{reason}}',
  },
  quota: {
    fallback: 'LINE: {{left}} messages left',
    low: 'LINE messages this month: {{used}} of {{limit}}. {{left}} are left.',
    forecast: 'At this pace they run out about {{at}}.',
    exhausted: 'This month’s LINE messages are used up. Only notices go out, from the reserve.',
  },
  platform: {
    fallback: '{{platform}} does not take our messages',
    down: 'Nothing could be sent to {{platform}} since {{at}}. Waiting: {{count}}.',
    back: '{{platform}} takes our messages again.',
  },
  sensor: {
    fallback: 'A sensor is silent: {{firm}}',
    silent: '{{sensor}} of {{firm}} was last heard {{at}}.',
    rejected: '{{count}} lines from {{sensor}} of {{firm}} could not be read.',
  },
  batch: {
    fallback: 'A batch cannot be read: {{firm}}',
    parked: 'Batch {{number}} of {{firm}} failed {{count}} times.',
  },
  sla: {
    fallback: 'A promise was missed: {{firm}}',
    breach: '“{{kind}}” ({{severity}}) at {{firm}} was not decided within the promised time ({{limit}}).',
  },
  intrusion: {
    fallback: 'Somebody of another firm pressed a button',
    text: 'A button of {{subject}} was pressed by somebody it does not belong to. Nothing was shown.',
  },
  invites: {
    fallback: 'Repeated wrong invite codes',
    text: 'Somebody on {{platform}} was wrong {{count}} times within an hour and has to wait.',
  },
} as const
