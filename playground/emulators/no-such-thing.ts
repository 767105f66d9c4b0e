/** A person cannot do what is asked: press a button that is not there, write to an account they blocked. */
export class NoSuchThing extends Error {
  override name = 'NoSuchThing'
}
