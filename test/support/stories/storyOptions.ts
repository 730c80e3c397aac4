/** What every story is told with. */
export interface StoryOptions {
  /** The time to which "so many days ago" and "in an hour" refer, in milliseconds since 1970. */
  readonly now: number;
  /** How long before `now` the story begins, in milliseconds; 400 days when left out. */
  readonly past?: number;
}
