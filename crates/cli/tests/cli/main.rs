//! The command line as its users meet it: every test runs the program itself.

#[cfg(test)]
mod bulk;
#[cfg(test)]
mod common;
#[cfg(test)]
mod compile;
#[cfg(test)]
mod copies;
#[cfg(test)]
mod corpus;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod paper;
#[cfg(test)]
mod report;
#[cfg(test)]
mod resume;
#[cfg(test)]
mod rounds;
#[cfg(test)]
mod sarif;
#[cfg(test)]
mod snapshots;
#[cfg(test)]
mod status;
#[cfg(test)]
mod together;
