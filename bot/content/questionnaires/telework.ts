import type { Questionnaire } from '#engine/dialogue/questionnaire.ts'
import { measure, measureIfUsed } from './parts.ts'

/**
 * 在宅・テレワーク: each person who works at home answers for their own home and sees nothing of the firm's result. The
 * pilot's three weak axes (clear rules, wireless, router) are seven of the ten items.
 */
export const TELEWORK: Questionnaire = {
  id: 'telework',
  version: '1',
  answeredBy: 'person',
  sections: [
    {
      id: 'rules',
      questions: [
        measure('t1', 'clarity', 'telework-rules'),
        measure('t2', 'clarity', 'telework-devices'),
        measure('t3', 'clarity', 'telework-contact'),
      ],
    },
    {
      id: 'wireless',
      questions: [
        measureIfUsed('t4', 'wireless', 'home-wireless-encryption'),
        measureIfUsed('t5', 'wireless', 'home-wireless-password'),
        measureIfUsed('t6', 'wireless', 'home-wireless-separated'),
      ],
    },
    {
      id: 'router',
      questions: [
        measureIfUsed('t7', 'router', 'home-router-password'),
        measureIfUsed('t8', 'router', 'home-router-updates'),
        measureIfUsed('t9', 'router', 'home-router-age'),
      ],
    },
    { id: 'device', questions: [measure('t10', 'device', 'home-device-alone')] },
  ],
}
