-- What a firm told on its way to a star only grows: taking something back is a step of its own.
revoke update, delete on security_action_steps from otasuke_tenant;
