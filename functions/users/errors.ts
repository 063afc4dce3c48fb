import { defineErrors } from '../platform/errors.ts'

export const errors = defineErrors({
  user_not_found: { status: 404, title: 'No such person', detail: 'There is no account with this id.', when: 'Unknown id, or an account that was erased.' },
  not_yourself: { status: 409, title: 'Not yourself', detail: 'You cannot suspend your own account. Ask another admin.', when: 'An admin suspends themself.' },
  own_admin_role: { status: 409, title: 'Not your own admin role', detail: 'You cannot take the admin role from yourself. Ask another admin, so that one always stays.', when: 'An admin leaves `admin` out of their own roles.' },
  changed_meanwhile: { status: 409, title: 'Somebody was faster', detail: 'This account keeps changing at the moment. Look at it again, then repeat what you wanted.', when: 'Several writers were faster, several times in a row.' },
})
