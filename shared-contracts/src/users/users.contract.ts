import * as z from 'zod';
import type { FeatureContract } from '../feature/feature-contract.js';
import * as schemas from './users.schemas.js';

/** The caller, the directory and its administration. */
export const usersContract = {
  name: 'users',
  routes: {
    getMe: {
      method: 'get',
      path: '/api/me',
      tag: 'users',
      summary: 'The caller',
      access: 'user',
      work: 'read',
      answers: { 200: schemas.me },
    },
    updateMe: {
      method: 'patch',
      path: '/api/me',
      tag: 'users',
      summary: 'Change one’s name, language or theme',
      access: 'user',
      work: 'change',
      body: schemas.updateMeRequest,
      answers: { 200: schemas.me },
    },
    listUsers: {
      method: 'get',
      path: '/api/users',
      tag: 'users',
      summary:
        'The directory: by ids, of one conversation, or by pieces of name or e-mail, the best match first and then whom the caller writes with',
      access: 'user',
      work: 'read',
      query: schemas.listUsersQuery,
      answers: { 200: schemas.userPage },
      errors: ['NOT_FOUND'],
    },
    createUser: {
      method: 'post',
      path: '/api/users',
      tag: 'users',
      summary: 'Create a user; without a password a setup token is answered',
      access: 'admin',
      work: 'change',
      body: schemas.createUserRequest,
      answers: { 201: schemas.createdUser },
      errors: ['CONFLICT'],
    },
    updateUser: {
      method: 'patch',
      path: '/api/users/:id',
      tag: 'users',
      summary: 'Rename, change the role of, disable or enable a user',
      access: 'admin',
      work: 'change',
      params: schemas.userParams,
      body: schemas.updateUserRequest,
      answers: { 200: schemas.user },
      errors: ['NOT_FOUND', 'CONFLICT'],
    },
    giveSetupToken: {
      method: 'post',
      path: '/api/users/:id/setup-token',
      tag: 'users',
      summary: 'A new first password for a user: voids the old one and ends their sessions',
      access: 'admin',
      work: 'change',
      params: schemas.userParams,
      answers: { 200: schemas.setupToken },
      errors: ['NOT_FOUND', 'CONFLICT'],
    },
  },
  serverEvents: {
    /** A new name, role, or disabled: to the person, and to who shares a conversation of at most 100 participants. */
    user_changed: z.object({ user: schemas.user }).meta({ id: 'UserChanged' }),
  },
} as const satisfies FeatureContract;
