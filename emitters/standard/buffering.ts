import { always, byItself, missing, renders } from '../../src/emit/capabilities.ts';

/** What gateways do with bodies. */
export const streamed = {
  requests: 'a gateway passes a request on as it comes, so that a slow client holds the backend while it sends',
  answers: 'a gateway passes an answer on as it comes, so that a slow client holds the backend while it reads',
} as const;

const unlessFew = 'nothing, unless the backend has few connections to give';

/** Gateways pass bodies on as they come. */
export const buffering = renders(
  'buffering',
  {
    requests: always(false, streamed.requests, unlessFew),
    responses: always(false, streamed.answers, unlessFew),
    answerHeaders: missing(
      'every gateway has a limit of its own',
      'see that the longest headers of the backend, such as cookies, come through',
    ),
  },
  () => byItself,
);
