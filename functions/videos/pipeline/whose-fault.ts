/** Why a job of MediaConvert ended in an error: because of the film it was given, so that it would again, or not? Pure. */

/**
 * Codes that only the film itself causes, of MediaConvert's list (User Guide, "Error codes"): no picture or sound where some
 * was promised, a codec or size that is not taken, settings that do not go with the file, and a file that breaks off or
 * cannot be decoded. What may as well be a permission, a full disk or a mistake of the service is none of them.
 */
const ofTheFilm = new Set([1020, 1021, 1022, 1030, 1031, 1040, 1060, 1075, 1076, 1092, 1093])

export const isTheFilmsFault = (errorCode: number | undefined): boolean => errorCode !== undefined && ofTheFilm.has(errorCode)
