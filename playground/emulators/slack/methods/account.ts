import { done, type Method } from '../method.ts'

export const accountMethods: Record<string, Method> = {
  'auth.test': {
    args: [],
    perMinute: null,
    token: 'bot',
    run: ({ state }) =>
      done({
        url: `https://${state.teamDomain}.slack.com/`,
        team: state.teamDomain,
        user: 'otasuke',
        team_id: state.teamId,
        user_id: state.botUserId,
        bot_id: state.botId,
        app_id: state.appId,
        is_enterprise_install: false,
      }),
  },
  'apps.connections.open': {
    args: [],
    perMinute: 50,
    token: 'app',
    run: ({ origin, world }) => done({ url: `${origin.replace('http', 'ws')}/socket?ticket=${world.random.uuid()}` }),
  },
}
