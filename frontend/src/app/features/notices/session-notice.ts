import { InjectionToken, type Type } from '@angular/core';

/** What a session shows among the notices of the application; it comes with the session. */
export const sessionNotice = new InjectionToken<Type<unknown>>('notice of a session');
