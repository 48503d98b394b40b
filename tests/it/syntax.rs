//! Reading: fixtures that carry their findings in comments, what the tree covers, and how long hostile texts take.
//!
//! A fixture says what is found in it: `# expect: QAC0107 2:9 part of the message`. With `UPDATE=1` in the environment
//! the comments are written anew, to be looked over before they are committed.
