/** How long a grant without offline_access lasts at most, in hours: a shift, and somebody who stays signed in over it. */
export const onlineHours = 24
