import * as rest from '../rest.js';
import { me, user } from '../shapes.js';
import type { Route } from './route.js';

/** The caller, the directory and its administration. */
export const userRoutes = {
  getMe: {
    method: 'get',
    path: '/api/me',
    tag: 'users',
    summary: 'The caller',
    access: 'user',
    work: 'read',
    answers: { 200: me },
  },
  updateMe: {
    method: 'patch',
    path: '/api/me',
    tag: 'users',
    summary: 'Change one’s name, language or theme',
    access: 'user',
    work: 'change',
    body: rest.updateMeRequest,
    answers: { 200: me },
  },
  listUsers: {
    method: 'get',
    path: '/api/users',
    tag: 'users',
    summary:
      'The directory: by ids, of one conversation, or by pieces of name or e-mail, the best match first and then whom the caller writes with',
    access: 'user',
    work: 'read',
    query: rest.listUsersQuery,
    answers: { 200: rest.userPage },
    errors: ['NOT_FOUND'],
  },
  createUser: {
    method: 'post',
    path: '/api/users',
    tag: 'users',
    summary: 'Create a user; without a password a setup token is answered',
    access: 'admin',
    work: 'change',
    body: rest.createUserRequest,
    answers: { 201: rest.createdUser },
    errors: ['CONFLICT'],
  },
  updateUser: {
    method: 'patch',
    path: '/api/users/:id',
    tag: 'users',
    summary: 'Rename, change the role of, disable or enable a user',
    access: 'admin',
    work: 'change',
    params: rest.userParams,
    body: rest.updateUserRequest,
    answers: { 200: user },
    errors: ['NOT_FOUND', 'CONFLICT'],
  },
  giveSetupToken: {
    method: 'post',
    path: '/api/users/:id/setup-token',
    tag: 'users',
    summary: 'A new first password for a user: voids the old one and ends their sessions',
    access: 'admin',
    work: 'change',
    params: rest.userParams,
    answers: { 200: rest.setupToken },
    errors: ['NOT_FOUND', 'CONFLICT'],
  },
} as const satisfies Record<string, Route>;
