export async function sensorDoor(_a: unknown, _b: unknown): Promise<void> {}
